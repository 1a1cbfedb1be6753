// SPDX-License-Identifier: BSL-1.0
//
// Setting up fails loudly (exceptions), serving fails quietly (a client less).
#include "chapters/common/socket.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "chapters/common/answer.hpp"
#include "trace/name.hpp"

namespace looplab::common {

int check(int result, std::string_view what) {
  if (result == -1) {
    throw std::system_error(errno, std::generic_category(), std::string(what));
  }
  return result;
}

descriptor listen_on(const options& how, mode kind) {
  int flags = SOCK_CLOEXEC | (kind == mode::non_blocking ? SOCK_NONBLOCK : 0);
  descriptor listener(
      check(::socket(AF_INET, SOCK_STREAM | flags, 0), "make a socket"));
  int one = 1;
  // A server that was just stopped may be started again at once.
  check(
      ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &one, sizeof one),
      "set SO_REUSEADDR");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr = how.listen;
  address.sin_port = htons(how.port);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
  auto where =
      std::string("listen on ") + text.data() + ":" + std::to_string(how.port);
  check(::bind(listener.get(), generic, sizeof address), where);
  check(::listen(listener.get(), SOMAXCONN), where);
  socklen_t size = sizeof address;
  check(::getsockname(listener.get(), generic, &size), where);
  trace::name(listener.get(), "listener");
  std::printf("listening on %s:%u\n", text.data(), ntohs(address.sin_port));
  std::fflush(stdout);
  return listener;
}

void send_at_once(int fd) {
  int one = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

void wait_limit::until(time_point deadline, time_point now) {
  milliseconds left{0};
  if (deadline != NEVER) {
    // At least one, because 0 would be no limit at all.
    left = std::max(std::chrono::ceil<milliseconds>(deadline - now),
                    milliseconds(1));
  }
  if (left == told_) {
    return;
  }
  told_ = left;
  timeval value{};
  value.tv_sec = left.count() / 1000;
  value.tv_usec = left.count() % 1000 * 1000;
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &value, sizeof value);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &value, sizeof value);
}

void turn_away(descriptor client) {
  std::string text;
  auto full = refusal(503, "the server is full; try again later");
  full.close = true;
  append_answer(text, full, false, false, false);
  ::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::shutdown(client.get(), SHUT_WR);
  // A close with unread bytes resets the connection and would take the answer
  // with it, so what has come is read first.
  std::array<char, 4096> unread;
  for (int i = 0; i < 16; ++i) {
    if (::recv(client.get(), unread.data(), unread.size(), MSG_DONTWAIT) <= 0) {
      break;
    }
  }
}

spare_descriptor::spare_descriptor() {
  take_back();
}

void spare_descriptor::take_back() {
  if (!reserve_) {
    reserve_.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  }
}

}  // namespace looplab::common
