// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 06.3: a listener, a port at which nobody listens, and a
// listener whose queue is full, so that the kernel answers nobody.
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "trace/detail/inside.hpp"

int connect_within(const sockaddr_in& where, int limit_ms);

namespace looplab::exercise {

namespace {

constexpr property connects{"connects", "connect when somebody listens"};
constexpr property sleeps_in_poll{
    "sleeps-in-poll", "sleep until it is over, and not for a time of its own"};
constexpr property says_why_not{"says-why-not",
                                "return the reason when nobody listens", "M08"};
constexpr property closes{"closes", "close the descriptor when it has failed"};
constexpr property time_out{"time-out",
                            "return -ETIMEDOUT when the time is over"};

// A socket at a port of its own; it listens when asked to.
class port {
 public:
  port() {
    const trace::detail::inside silent;
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    ::bind(fd_, reinterpret_cast<sockaddr*>(&address_), size);
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address_), &size);
  }

  ~port() {
    const trace::detail::inside silent;
    ::close(fd_);
    for (const int client : waiting_) {
      ::close(client);
    }
  }

  port(const port&) = delete;
  port& operator=(const port&) = delete;

  void listen(int queue) { ::listen(fd_, queue); }

  // Clients that nobody accepts, until the queue takes no more.
  void fill() {
    const trace::detail::inside silent;
    for (int i = 0; i < 4; ++i) {
      const int fd =
          ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      (void)::connect(fd, reinterpret_cast<sockaddr*>(&address_),
                      sizeof address_);
      waiting_.push_back(fd);
    }
  }

  const sockaddr_in& address() const { return address_; }

 private:
  int fd_ = -1;
  sockaddr_in address_{};
  std::vector<int> waiting_;
};

void try_connecting() {
  trying(connects);
  port open;
  open.listen(8);
  const int fd = connect_within(open.address(), 1500);
  expect(fd >= 0, "somebody listened, and it returned " + std::to_string(fd));
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  const int connected =
      ::getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size);
  expect(connected == 0, "the descriptor that it returned is not connected");
  ::close(fd);
}

void try_refusal() {
  trying(says_why_not);
  const port nobody;
  const auto before = open_descriptors();
  const int result = connect_within(nobody.address(), 1500);
  expect(result == -ECONNREFUSED,
         result >= 0 ? "nobody listened, and it returned a descriptor"
                     : "nobody listened, and it returned " +
                           std::to_string(result) + ", not -ECONNREFUSED (" +
                           std::to_string(-ECONNREFUSED) + ")");
  trying(closes);
  expect(open_descriptors() == before, "a descriptor was left open");
}

void try_time_out() {
  trying(time_out);
  port full;
  full.listen(0);
  full.fill();
  const auto before = open_descriptors();
  const int result = connect_within(full.address(), 100);
  const auto seen = deeds();
  expect(result == -ETIMEDOUT, "nobody answered for 100 ms, and it returned " +
                                   std::to_string(result));
  trying(closes);
  expect(open_descriptors() == before,
         "a descriptor was left open after a time-out");
  trying(sleeps_in_poll);
  const auto* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept for a time of its own choice", nap);
}

}  // namespace

void test() {
  try_connecting();
  try_refusal();
  try_time_out();
}

}  // namespace looplab::exercise
