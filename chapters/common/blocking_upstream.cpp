// SPDX-License-Identifier: BSL-1.0
//
// Each call here may sleep, and none of them longer than the question's limit.
#include "chapters/common/blocking_upstream.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "trace/name.hpp"

namespace looplab::common {
void blocking_upstream::ask(quote& what) {
  for (auto& each : what.questions) {
    ask(each);
  }
}

void blocking_upstream::connect(question& what, time_point deadline) {
  connection_.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!connection_) {
    return what.fail(503);
  }
  trace::name(connection_.get(), name_);
  wait_ = wait_limit(connection_.get());
  wait_.until(deadline, steady::now());
  auto* address = reinterpret_cast<const sockaddr*>(&where_);
  if (::connect(connection_.get(), address, sizeof where_) != 0) {
    what.fail(errno == EINPROGRESS ? 504 : 502);
  }
}

void blocking_upstream::ask(question& what) {
  auto deadline = after(steady::now(), limit_);
  std::array<char, 4096> buffer;
  what.begin(static_cast<bool>(connection_));
  while (!what.decided()) {
    if (!connection_ || what.stale()) {
      what.begin(false);
      connect(what, deadline);
      continue;
    }
    wait_.until(deadline, steady::now());
    auto bytes = what.outgoing();
    if (!bytes.empty()) {
      auto* from = bytes.data();
      what.sent(::send(connection_.get(), from, bytes.size(), MSG_NOSIGNAL));
    } else {
      auto n = ::recv(connection_.get(), buffer.data(), buffer.size(), 0);
      what.received(buffer.data(), n);
    }
    if (!what.decided() && steady::now() >= deadline) {
      what.fail(504);
    }
  }
  if (!what.reusable()) {
    connection_.reset();
  }
}

}  // namespace looplab::common
