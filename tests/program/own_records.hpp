// SPDX-License-Identifier: BSL-1.0
//
// A folder for the person's own records and whatever else a test writes, so
// that tests neither see a person's progress nor leave any.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace looplab {

/// While it lives, the folder is there.
class own_records {
 public:
  own_records() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "looplab-program-XXXXXX")
            .string();
    folder_ = ::mkdtemp(pattern.data());
  }

  ~own_records() { std::filesystem::remove_all(folder_); }

  own_records(const own_records&) = delete;
  own_records& operator=(const own_records&) = delete;

  std::string file(const std::string& name) const {
    return (folder_ / name).string();
  }

  /// What tells a program of it, and that the lessons are in `share`.
  std::vector<std::pair<std::string, std::string>> environment(
      const std::string& share) const {
    return {{"XDG_DATA_HOME", folder_.string()}, {"LOOPLAB_SHARE", share}};
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace looplab
