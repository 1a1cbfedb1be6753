// SPDX-License-Identifier: BSL-1.0
//
// A file that is in memory only, and in which every byte depends on its place,
// so that a piece that is missing, doubled or misplaced is seen. The recorder
// is silent about what is done to it here.
#pragma once

#include <cstddef>
#include <string>

namespace looplab::exercise {

/// Not thread-safe.
class memory_file {
 public:
  /// `name` is what the recording calls it.
  memory_file(const char* name, std::size_t size);
  ~memory_file();
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;

  int fd() const { return fd_; }

  /// Under which it can be opened once more, by this process.
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

  /// What was in it at first.
  const std::string& bytes() const { return bytes_; }

  /// What is in it now: at most so many bytes, from there.
  std::string read(std::size_t size, std::size_t at) const;

  /// From now on it ends there.
  void cut(std::size_t size);

 private:
  int fd_ = -1;
  std::string bytes_;
};

/// The first byte that is another than it should be, or the length of the
/// shorter one.
std::size_t first_difference(const std::string& got, const std::string& wanted);

}  // namespace looplab::exercise
