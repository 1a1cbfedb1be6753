// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 06.2: an edge-triggered epoll and 10,000 writers, each of
// which writes pieces of other sizes. The next piece comes when epoll has told
// of the last one and the student's code has returned.
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <random>
#include <string>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "trace/detail/inside.hpp"

bool read_ready(int fd, std::string& into);

namespace looplab::exercise {

namespace {

constexpr property never_sleeps{"never-sleeps",
                                "return when nothing is left, without a sleep"};
constexpr property nothing_left{
    "nothing-left", "leave nothing behind that it will not be told of again",
    "M18"};
constexpr property sees_the_end{
    "sees-the-end",
    "return false when the other side has ended, and only then"};
constexpr property all_bytes{"all-bytes", "lose no byte and keep their order"};

// A connection whose near end is watched, edge-triggered.
class edge {
 public:
  edge() {
    ::fcntl(far.near(), F_SETFL, O_NONBLOCK);
    const trace::detail::inside silent;
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event about{EPOLLIN | EPOLLET, {.fd = far.near()}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, far.near(), &about);
  }

  ~edge() {
    const trace::detail::inside silent;
    ::close(epoll_);
  }

  edge(const edge&) = delete;
  edge& operator=(const edge&) = delete;

  bool told() const {
    const trace::detail::inside silent;
    epoll_event event;
    return ::epoll_wait(epoll_, &event, 1, 0) == 1;
  }

  int unread() const {
    int count = 0;
    ::ioctl(far.near(), FIONREAD, &count);
    return count;
  }

  far_end far;

 private:
  int epoll_ = -1;
};

void try_one() {
  trying(never_sleeps);
  edge one;
  std::string got;
  one.far.send("hello");
  one.told();
  read_ready(one.far.near(), got);
  const auto seen = deeds();
  const auto* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept for a time of its own choice", nap);
}

void try_much() {
  trying(nothing_left);
  edge one;
  std::string got;
  one.far.send(std::string(20000, 'x'));
  one.told();
  read_ready(one.far.near(), got);
  expect(one.unread() == 0, "of 20000 bytes it left " +
                                std::to_string(one.unread()) +
                                " behind, and epoll says " +
                                (one.told() ? "so once more" : "nothing more"));
}

void try_end() {
  trying(sees_the_end);
  edge one;
  std::string got;
  one.far.send("hello");
  one.told();
  expect(read_ready(one.far.near(), got),
         "5 bytes came, the other side is there, and it returned false");
  one.far.end();
  one.told();
  expect(!read_ready(one.far.near(), got),
         "the other side has ended, and it returned true");
}

void try_pattern(unsigned number) {
  std::minstd_rand random(number);
  edge one;
  std::string sent, got;
  bool open = true;
  const unsigned pieces = 1 + random() % 4;
  for (unsigned i = 0; i < pieces; ++i) {
    const std::string piece(1 + random() % 200,
                            static_cast<char>('a' + random() % 26));
    sent += piece;
    one.far.send(piece);
    if (i + 1 == pieces) {
      one.far.end();
    }
    while (open && one.told()) {
      open = read_ready(one.far.near(), got);
    }
  }
  expect(got == sent, "writer " + std::to_string(number) + " of 10000 wrote " +
                          std::to_string(sent.size()) + " bytes in " +
                          std::to_string(pieces) + " pieces, and " +
                          std::to_string(got.size()) + " came");
  expect(!open, "writer " + std::to_string(number) +
                    " has ended, and it never returned false");
}

}  // namespace

void test() {
  try_one();
  try_much();
  try_end();
  trying(all_bytes);
  const trace::detail::inside silent;  // ten thousand times the same story
  for (unsigned number = 1; number <= 10'000; ++number) {
    try_pattern(number);
  }
}

}  // namespace looplab::exercise
