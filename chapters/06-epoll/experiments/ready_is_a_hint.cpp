// SPDX-License-Identifier: BSL-1.0
//
// To be told is to be told of what was. Two loops watch the same pipe, one byte
// comes, and both are told; when the second one comes to read, the first has
// been there. With a descriptor that blocks, it would sleep now.
#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace {

int watch(int fd) {
  int epoll = ::epoll_create1(0);
  epoll_event interest{EPOLLIN, {}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &interest);
  return epoll;
}

int told(int epoll) {
  epoll_event event{};
  return ::epoll_wait(epoll, &event, 1, 0);
}

void read_one(const char* who, int fd) {
  char byte = '.';
  const auto n = ::read(fd, &byte, 1);
  std::printf("%s reads: %s\n", who,
              n == 1            ? "a byte"
              : errno == EAGAIN ? "EAGAIN"
                                : "another error");
}

}  // namespace

int main() {
  int ends[2];
  if (::pipe2(ends, O_NONBLOCK) != 0) {
    std::perror("ready_is_a_hint: cannot make a pipe");
    return 1;
  }
  int first = watch(ends[0]);
  int second = watch(ends[0]);
  if (::write(ends[1], "x", 1) != 1) {
    return 1;
  }
  std::printf("told: the first %d, the second %d\n", told(first), told(second));
  read_one("the first", ends[0]);
  read_one("the second", ends[0]);
}
