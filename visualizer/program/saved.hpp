// SPDX-License-Identifier: BSL-1.0
//
// Waits until somebody saves a file. Editors write in place or rename a new
// file over the old one; both are seen, because the folder is watched.
#pragma once

#include <filesystem>
#include <string>

namespace looplab::program {

/// Thread safety: one thread.
class saved_file {
 public:
  explicit saved_file(const std::filesystem::path& file);
  ~saved_file();
  saved_file(const saved_file&) = delete;
  saved_file& operator=(const saved_file&) = delete;

  /// Sleeps until it is saved. False when it can never be told: there is no
  /// such folder, or the kernel has no watch left.
  bool wait();

 private:
  int watch_;
  std::string name_;
};

}  // namespace looplab::program
