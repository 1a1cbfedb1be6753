// SPDX-License-Identifier: BSL-1.0
//
// What the experiments that send a file share: a connection over
// loopback, and somebody at its other end who adds up what comes.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "chapters/07-completion/experiments/a_file.hpp"

namespace {

constexpr std::size_t PIECE = 64 << 10;

/// Both ends of a connection over loopback.
struct connection {
  int ours = ::socket(AF_INET, SOCK_STREAM, 0);
  int theirs = -1;

  connection() {
    sockaddr_in where{AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {}};
    socklen_t size = sizeof where;
    auto* generic = reinterpret_cast<sockaddr*>(&where);
    int door = ::socket(AF_INET, SOCK_STREAM, 0);
    must(::bind(door, generic, size) == 0, "bind");
    must(::listen(door, 1) == 0, "listen");
    must(::getsockname(door, generic, &size) == 0, "getsockname");
    must(::connect(ours, generic, size) == 0, "connect");
    theirs = ::accept(door, nullptr, nullptr);
    ::close(door);
  }

  ~connection() {
    ::close(ours);
    ::close(theirs);
  }
};

/// Adds up all that comes until the end, in a thread of its own.
class receiver {
 public:
  explicit receiver(int from)
      : thread_([this, from] {
          std::vector<unsigned char> bytes(PIECE);
          ssize_t got;
          while ((got = ::recv(from, bytes.data(), bytes.size(), 0)) > 0) {
            for (ssize_t i = 0; i < got; ++i) {
              sum_ =
                  (sum_ ^ bytes[static_cast<std::size_t>(i)]) * 1099511628211U;
            }
          }
        }) {}

  /// Once the sender has ended.
  std::uint64_t sum() {
    thread_.join();
    return sum_;
  }

 private:
  std::uint64_t sum_ = 14695981039346656037U;  // FNV-1a
  std::thread thread_;
};

}  // namespace
