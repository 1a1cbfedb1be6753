// SPDX-License-Identifier: BSL-1.0
//
// What the probe does with descriptors.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "tests/hooks/probe.hpp"

namespace looplab::test {

void pipe_scenario() {
  int ends[2];
  char into[8];
  expect(pipe(ends) == 0, "pipe");
  expect(write(ends[1], "hello", 5) == 5, "write");
  expect(read(ends[0], into, sizeof into) == 5, "read");
  expect(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0, "F_SETFL");
  expect(read(ends[0], into, sizeof into) == -1, "read of nothing");
  int off = 0;
  expect(ioctl(ends[0], FIONBIO, &off) == 0, "FIONBIO");
  close(ends[1]);
  expect(read(ends[0], into, sizeof into) == 0, "read at the end");
  close(ends[0]);
}

void sockets_scenario() {
  int ends[2];
  char into[8];
  expect(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0,
         "socketpair");
  iovec part{into, 3};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  expect(send(ends[0], "abc", 3, 0) == 3, "send");
  expect(recv(ends[1], into, sizeof into, 0) == 3, "recv");
  expect(sendto(ends[0], "abc", 3, 0, nullptr, 0) == 3, "sendto");
  expect(recvfrom(ends[1], into, 3, 0, nullptr, nullptr) == 3, "recvfrom");
  expect(sendmsg(ends[0], &message, 0) == 3, "sendmsg");
  expect(recvmsg(ends[1], &message, 0) == 3, "recvmsg");
  expect(writev(ends[0], &part, 1) == 3, "writev");
  expect(readv(ends[1], &part, 1) == 3, "readv");
  expect(recv(ends[1], into, sizeof into, 0) == -1, "recv of nothing");
  close(ends[0]);
  close(ends[1]);
}

void server_scenario() {
  sockaddr_in here{};
  socklen_t size = sizeof here;
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  expect(bind(listener, address, size) == 0, "bind");
  expect(listen(listener, 1) == 0, "listen");
  expect(getsockname(listener, address, &size) == 0, "getsockname");
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  expect(connect(client, address, size) == 0, "connect");
  const int served = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
  expect(served >= 0, "accept4");
  char into[8];
  expect(read(served, into, sizeof into) == -1, "read of nothing");
  expect(recv(client, into, sizeof into, MSG_DONTWAIT) == -1, "MSG_DONTWAIT");
  expect(shutdown(client, SHUT_WR) == 0, "shutdown");
  close(served);
  close(client);
  close(listener);
}

void files_scenario() {
  char into[4];
  const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  expect(read(file, into, sizeof into) == 4, "read");
  expect(pread(file, into, sizeof into, 0) == 4, "pread");
  const int again = openat(AT_FDCWD, "/proc/self/exe", O_RDONLY);
  const int copy = dup(file);
  expect(dup2(file, again) == again, "dup2");
  expect(dup2(file, file) == file, "dup2 onto itself");
  const int high = fcntl(file, F_DUPFD_CLOEXEC, 100);
  expect(high >= 100, "F_DUPFD");
  expect(close_range(static_cast<unsigned>(high),
                     static_cast<unsigned>(high) + 1, 0) == 0,
         "close_range");
  close(copy);
  close(again);
  close(file);
}

void copies_scenario() {
  int ends[2];
  int more[2];
  const int file = open("/proc/self/exe", O_RDONLY);
  expect(pipe2(ends, O_NONBLOCK) == 0 && pipe2(more, O_NONBLOCK) == 0, "pipe2");
  expect(sendfile(ends[1], file, nullptr, 100) == 100, "sendfile");
  expect(splice(ends[0], nullptr, more[1], nullptr, 100, 0) == 100, "splice");
  close(file);
}

// Two numbers for one pipe end share its O_NONBLOCK flag.
void shared_scenario() {
  int ends[2];
  char into[4];
  expect(pipe(ends) == 0, "pipe");
  const int copy = dup(ends[0]);
  expect(write(ends[1], "abcd", 4) == 4, "write");
  expect(read(copy, into, 2) == 2, "read");
  expect(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0, "F_SETFL");
  expect(read(copy, into, 2) == 2, "read of the copy");
}

// Numbers that no descriptor can have, which must not wrap to ones that do.
void wide_close_scenario() {
  int ends[2];
  expect(pipe(ends) == 0, "pipe");
  expect(close_range(~0u, ~0u, 0) == 0, "close_range");
  expect(write(ends[1], "x", 1) == 1, "write");
}

namespace {

// The number of the descriptor that carries our own trace; -1 if it is closed.
int trace_number() {
  for (int fd = 0; fd < 1024; ++fd) {
    char target[256] = {};
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    if (readlink(link.c_str(), target, sizeof target - 1) > 0 &&
        std::string_view(target).ends_with(".trace")) {
      return fd;
    }
  }
  return -1;
}

}  // namespace

void closefrom_scenario() {
  int ends[2];
  const int trace = trace_number();
  expect(pipe(ends) == 0, "pipe");
  expect(ends[0] < trace, "the trace's descriptor is out of the way");
  closefrom(ends[0]);
  expect(close(ends[1]) == -1, "close of what is closed");
  expect(close(trace) == -1, "close of the trace's descriptor");
  expect(trace_number() == trace, "the trace is open");
  expect(pipe(ends) == 0, "another pipe");
}

}  // namespace looplab::test
