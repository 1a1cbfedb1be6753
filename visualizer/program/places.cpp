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

std::string kept_in(const std::string& recording) {
  const bool plain =
      recording.find_first_of(" \t\n'\"\\$`&|;<>()*?[]#~!{}") == recording.npos;
  std::string word = plain ? recording : "'";
  for (std::size_t i = 0; !plain && i < recording.size(); ++i) {
    word += recording[i] == '\'' ? "'\\''" : std::string(1, recording[i]);
  }
  return "; what was recorded until then is kept: looplab replay " + word +
         (plain ? "" : "'");
}

}  // namespace looplab::program
