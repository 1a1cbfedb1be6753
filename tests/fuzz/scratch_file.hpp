// SPDX-License-Identifier: BSL-1.0
//
// One file in memory that a fuzzer writes again and again, because everything
// it tests opens files by name. It is removed when the process ends well.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace looplab::fuzz {

class scratch_file {
 public:
  explicit scratch_file(const std::string& name)
      : path_("/dev/shm/looplab-fuzz-" + std::to_string(getpid()) + "-" +
              name) {}

  ~scratch_file() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;

  const std::filesystem::path& path() const { return path_; }

  void hold(std::string_view bytes) const {
    const int fd =
        open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool whole = fd >= 0 && write(fd, bytes.data(), bytes.size()) ==
                                      static_cast<ssize_t>(bytes.size());
    if (!whole) {
      std::abort();  // no room: nothing would be tested any more
    }
    close(fd);
  }

 private:
  std::filesystem::path path_;
};

}  // namespace looplab::fuzz
