// SPDX-License-Identifier: BSL-1.0
//
// The writing side.
#include "demos/load/connection.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace looplab::load {

std::size_t connection::close() {
  const std::size_t forgotten = flights_.size();
  flights_.clear();
  socket_.reset();
  open_ = false;
  output_.clear();
  sent_ = 0;
  reader_ = {};
  return forgotten;
}

bool connection::flush() {
  while (sent_ < output_.size()) {
    const ssize_t count = ::send(socket_.get(), output_.data() + sent_,
                                 output_.size() - sent_, MSG_NOSIGNAL);
    if (count < 0) {
      return errno == EAGAIN;
    }
    sent_ += static_cast<std::size_t>(count);
  }
  output_.clear();
  sent_ = 0;
  return true;
}

}  // namespace looplab::load
