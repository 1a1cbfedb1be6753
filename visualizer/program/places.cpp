// SPDX-License-Identifier: BSL-1.0
//
// The lookups behind places.hpp; none of them fails, they come back empty.
#include "visualizer/program/places.hpp"

#include <cstdlib>
#include <system_error>

namespace looplab::program {

namespace fs = std::filesystem;

fs::path programs_folder() {
  std::error_code ignored;
  const fs::path self = fs::read_symlink("/proc/self/exe", ignored);
  return self.parent_path().parent_path().parent_path();
}

fs::path share_folder() {
  if (const char* told = std::getenv("LOOPLAB_SHARE")) {
    return told;
  }
  // build/<preset> of a source tree
  return programs_folder().parent_path().parent_path();
}

fs::path preload_library() {
  std::error_code ignored;
  const fs::path file =
      programs_folder() / "trace/hooks/posix/liblooplab-preload.so";
  return fs::exists(file, ignored) ? file : fs::path();
}

std::string chapter_folder(const std::string& number) {
  const std::string prefix = (number.size() == 1 ? "0" + number : number) + "-";
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(share_folder() / "chapters", error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) || name == number) {
      return name;
    }
  }
  return {};
}

fs::path records_folder() {
  fs::path base;
  if (const char* told = std::getenv("XDG_DATA_HOME")) {
    base = told;
  } else if (const char* home = std::getenv("HOME")) {
    base = fs::path(home) / ".local/share";
  } else {
    return {};
  }
  std::error_code ignored;
  fs::create_directories(base / "looplab", ignored);
  return base / "looplab";
}

}  // namespace looplab::program
