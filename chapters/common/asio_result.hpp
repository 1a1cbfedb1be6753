// SPDX-License-Identifier: BSL-1.0
//
// Asio says how an operation ended with an error code and a count; the parts of
// this room that know no input and output are told what a system call would
// have returned. It refuses to judge: that is theirs.
#pragma once

#include <sys/types.h>

#include <cerrno>
#include <cstddef>

#include <boost/asio/error.hpp>

namespace looplab::common {

/// `count`, 0 for the end of the stream, or -1 with errno. An operation that
/// was cancelled has done nothing: EAGAIN, "not now".
inline ssize_t result_of(boost::system::error_code error, std::size_t count) {
  if (!error) {
    return static_cast<ssize_t>(count);
  }
  if (error == boost::asio::error::eof) {
    return 0;
  }
  bool cancelled = error == boost::asio::error::operation_aborted;
  errno = cancelled ? EAGAIN : error.value();
  return -1;
}

}  // namespace looplab::common
