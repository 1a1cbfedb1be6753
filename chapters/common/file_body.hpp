// SPDX-License-Identifier: BSL-1.0
//
// A body that comes from a file, piece by piece, so that a big file costs a
// client one piece of memory and not its whole size. Reading it may wait for
// the disk: `read` of a file has no "would block", and what that does to a
// loop is chapter 07's subject.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>

#include "chapters/common/descriptor.hpp"

namespace looplab::common {

class file_body {
 public:
  /// `size` bytes of `file`, from where it stands.
  file_body(descriptor file, std::size_t size);

  /// Bytes still to come.
  std::size_t left() const { return left_; }

  /// Appends the next piece to `out`; false when the file ended early or could
  /// not be read, and then the answer that promised its size must be broken
  /// off.
  bool append_piece(std::string& out);

  /// The same in two halves, for whoever reads in another way: the room for the
  /// piece at the end of `out`, and then what reading into it has returned.
  std::span<char> begin_piece(std::string& out);
  bool end_piece(std::string& out, ssize_t got);

  /// What to read from, where it stands.
  int fd() const { return file_.get(); }

 private:
  descriptor file_;
  std::size_t left_;
  std::size_t wanted_ = 0;  // the room in the end of `out`
};

}  // namespace looplab::common
