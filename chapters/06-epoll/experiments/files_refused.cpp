// SPDX-License-Identifier: BSL-1.0
//
// Which descriptors can epoll watch? Not files: they are always "ready", even
// when the disk will take its time.
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace {

void try_to_watch(int epoll, int fd, const char* what) {
  epoll_event interest{EPOLLIN, {}};
  int result = ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &interest);
  std::printf("%-10s %s\n", what,
              result == 0      ? "can be watched"
              : errno == EPERM ? "refused: EPERM"
                               : std::strerror(errno));
}

}  // namespace

int main() {
  int epoll = ::epoll_create1(0);
  int pipe_ends[2];
  if (epoll < 0 || ::pipe(pipe_ends) != 0) {
    std::perror("files_refused: cannot set up");
    return 1;
  }
  try_to_watch(epoll, pipe_ends[0], "pipe");
  try_to_watch(epoll, ::socket(AF_INET, SOCK_STREAM, 0), "socket");
  try_to_watch(epoll, ::eventfd(0, 0), "eventfd");
  try_to_watch(epoll, ::open("/proc/self/exe", O_RDONLY), "file");
  try_to_watch(epoll, ::open(".", O_RDONLY), "directory");
}
