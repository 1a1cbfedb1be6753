// SPDX-License-Identifier: BSL-1.0
//
// Copies bytes between each client and a connection of its own to one other
// server, and does nothing else:
//
//   relay 9000
//
// What a bench gets through it is what there is to get when a server between
// has nothing of its own to do. It is no proxy: whoever does not take his bytes
// at once loses his connection.
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "chapters/common/options.hpp"
#include "chapters/common/socket.hpp"

namespace {

using looplab::common::check;
using looplab::common::descriptor;

class relay {
 public:
  explicit relay(std::uint16_t to)
      : epoll_(check(epoll_create1(EPOLL_CLOEXEC), "make an epoll")) {
    looplab::common::options here;
    here.listen.s_addr = htonl(INADDR_LOOPBACK);
    to_.sin_family = AF_INET;
    to_.sin_addr = here.listen;
    to_.sin_port = htons(to);
    listener_ = listen_on(here, looplab::common::mode::non_blocking);
    watch(listener_.get());
  }

  void run() {
    std::array<epoll_event, 256> events{};
    for (;;) {
      const int count = epoll_wait(epoll_.get(), events.data(), 256, -1);
      for (int i = 0; i < count; ++i) {
        const int fd = events[static_cast<std::size_t>(i)].data.fd;
        fd == listener_.get() ? accept_one() : copy(fd);
      }
    }
  }

 private:
  struct end {
    descriptor socket{};
    int other = -1;
  };

  void accept_one() {
    descriptor client(accept(listener_.get(), nullptr, nullptr));
    descriptor server(socket(AF_INET, SOCK_STREAM, 0));
    const auto* address = reinterpret_cast<const sockaddr*>(&to_);
    if (client && connect(server.get(), address, sizeof to_) == 0) {
      const std::pair fds(client.get(), server.get());
      join(std::move(client), fds.second);
      join(std::move(server), fds.first);
    }
  }

  void join(descriptor socket, int other) {
    const int fd = socket.get();
    looplab::common::send_at_once(fd);
    watch(fd);
    ends_.resize(std::max(ends_.size(), static_cast<std::size_t>(fd) + 1));
    ends_[static_cast<std::size_t>(fd)] = {std::move(socket), other};
  }

  void watch(int fd) {
    epoll_event event{EPOLLIN, {.fd = fd}};
    check(epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event), "add to epoll");
  }

  void copy(int fd) {
    const int other = ends_[static_cast<std::size_t>(fd)].other;
    if (other < 0) {
      return;  // closed by an earlier event of the same batch
    }
    std::array<char, 16384> bytes;
    const ssize_t count = recv(fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
    const bool nothing = count < 0 && (errno == EAGAIN || errno == EINTR);
    const int how = MSG_DONTWAIT | MSG_NOSIGNAL;
    if (!nothing &&
        (count <= 0 || send(other, bytes.data(),
                            static_cast<std::size_t>(count), how) != count)) {
      ends_[static_cast<std::size_t>(fd)] = {};
      ends_[static_cast<std::size_t>(other)] = {};
    }
  }

  descriptor epoll_;
  descriptor listener_;
  sockaddr_in to_{};
  std::vector<end> ends_;  // by descriptor
};

}  // namespace

int main(int argc, char** argv) {
  const int port = argc == 2 ? std::atoi(argv[1]) : 0;
  if (port <= 0 || port > 65535) {
    std::fprintf(stderr, "usage: relay PORT, of a server on 127.0.0.1\n");
    return 2;
  }
  try {
    relay(static_cast<std::uint16_t>(port)).run();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "relay: cannot %s\n", problem.what());
    return 3;
  }
}
