// SPDX-License-Identifier: BSL-1.0
//
// Two ways a connection, each with a bounded buffer. A connection is dropped
// when both ways are at their end or one end is gone.
#include "visualizer/target/upstream_relay.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace looplab::target {
namespace {

constexpr std::size_t most_buffered = 256 * 1024;
constexpr int tcp_socket = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

sockaddr_in on_loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

std::unique_ptr<upstream_relay> upstream_relay::listen(std::string& error) {
  auto made = std::make_unique<upstream_relay>();
  made->listener_ = descriptor(::socket(AF_INET, tcp_socket, 0));
  sockaddr_in address = on_loopback(0);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(made->listener_.get(), generic, size) != 0 ||
      ::listen(made->listener_.get(), 64) != 0 ||
      ::getsockname(made->listener_.get(), generic, &size) != 0) {
    error = std::string("cannot listen on 127.0.0.1: ") + std::strerror(errno);
    return nullptr;
  }
  made->port_ = ntohs(address.sin_port);
  return made;
}

void upstream_relay::accept() {
  for (;;) {
    descriptor came(::accept4(listener_.get(), nullptr, nullptr,
                              SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!came) {
      return;
    }
    connections_.push_back({std::move(came), descriptor(), {}, {}});
  }
}

bool upstream_relay::dial(connection& one) const {
  if (one.upstream || upstream_ == 0) {
    return true;
  }
  one.upstream = descriptor(::socket(AF_INET, tcp_socket, 0));
  sockaddr_in address = on_loopback(upstream_);
  return ::connect(one.upstream.get(), reinterpret_cast<sockaddr*>(&address),
                   sizeof address) == 0 ||
         errno == EINPROGRESS;
}

void upstream_relay::pull(descriptor& from, way& into) {
  std::array<char, 16 * 1024> bytes;
  while (from && !into.ended && into.bytes.size() < most_buffered) {
    const ssize_t got = ::recv(from.get(), bytes.data(), bytes.size(), 0);
    if (got > 0) {
      into.bytes.append(bytes.data(), static_cast<std::size_t>(got));
    } else if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
      return;
    } else {
      into.ended = true;
    }
  }
}

/// False when the receiver is gone.
bool upstream_relay::push(way& from, descriptor& to) {
  while (to && !from.bytes.empty()) {
    const ssize_t sent =
        ::send(to.get(), from.bytes.data(), from.bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      from.bytes.erase(0, static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == ENOTCONN) {
      return true;
    } else if (errno != EINTR) {
      return false;
    }
  }
  if (to && from.ended && !from.closed) {
    ::shutdown(to.get(), SHUT_WR);
    from.closed = true;
  }
  return true;
}

void upstream_relay::advance(bool answers_may_pass) {
  accept();
  std::erase_if(connections_, [&](connection& one) {
    if (!dial(one)) {
      return true;
    }
    pull(one.server, one.question);
    pull(one.upstream, one.answer);
    const bool good = push(one.question, one.upstream) &&
                      (!answers_may_pass || push(one.answer, one.server));
    return !good || (one.question.closed && one.answer.closed);
  });
}

std::vector<int> upstream_relay::descriptors() const {
  std::vector<int> all{listener_.get()};
  for (const connection& one : connections_) {
    if (!one.question.ended && one.question.bytes.size() < most_buffered) {
      all.push_back(one.server.get());
    }
    if (one.upstream && !one.answer.ended &&
        one.answer.bytes.size() < most_buffered) {
      all.push_back(one.upstream.get());
    }
  }
  return all;
}

}  // namespace looplab::target
