// SPDX-License-Identifier: BSL-1.0
//
// The calls that give bytes to a descriptor, each told as act(write, bytes)
// and as a wait where the descriptor makes its caller wait. Of sendmmsg, which
// says nothing of bytes, it is the number of messages.
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "trace/hooks/posix/transfer.hpp"

namespace looplab::trace::hooks {

extern "C" {

ssize_t write(int fd, const void* from, size_t size) {
  return transfer<"write">(&::write, {fd, verb::write}, fd, from, size);
}

ssize_t writev(int fd, const iovec* from, int count) {
  return transfer<"writev">(&::writev, {fd, verb::write}, fd, from, count);
}

ssize_t pwrite(int fd, const void* from, size_t size, off_t at) {
  return transfer<"pwrite">(&::pwrite, {fd, verb::write}, fd, from, size, at);
}

ssize_t pwrite64(int fd, const void* from, size_t size, off64_t at) {
  return transfer<"pwrite64">(&::pwrite64, {fd, verb::write}, fd, from, size,
                              at);
}

ssize_t pwritev(int fd, const iovec* from, int count, off_t at) {
  return transfer<"pwritev">(&::pwritev, {fd, verb::write}, fd, from, count,
                             at);
}

ssize_t pwritev64(int fd, const iovec* from, int count, off64_t at) {
  return transfer<"pwritev64">(&::pwritev64, {fd, verb::write}, fd, from, count,
                               at);
}

ssize_t pwritev2(int fd, const iovec* from, int count, off_t at, int flags) {
  return transfer<"pwritev2">(&::pwritev2, vectored(fd, verb::write, flags), fd,
                              from, count, at, flags);
}

ssize_t pwritev64v2(int fd, const iovec* from, int count, off64_t at,
                    int flags) {
  return transfer<"pwritev64v2">(&::pwritev64v2,
                                 vectored(fd, verb::write, flags), fd, from,
                                 count, at, flags);
}

ssize_t send(int fd, const void* from, size_t size, int flags) {
  return transfer<"send">(&::send, message(fd, verb::write, flags), fd, from,
                          size, flags);
}

ssize_t sendto(int fd, const void* from, size_t size, int flags,
               const sockaddr* peer, socklen_t peer_size) {
  return transfer<"sendto">(&::sendto, message(fd, verb::write, flags), fd,
                            from, size, flags, peer, peer_size);
}

ssize_t sendmsg(int fd, const msghdr* from, int flags) {
  return transfer<"sendmsg">(&::sendmsg, message(fd, verb::write, flags), fd,
                             from, flags);
}

int sendmmsg(int fd, mmsghdr* from, unsigned count, int flags) {
  return transfer<"sendmmsg">(&::sendmmsg, message(fd, verb::write, flags), fd,
                              from, count, flags);
}

// What the C library does too; its result would say 0 bytes.
int eventfd_write(int fd, eventfd_t value) {
  return transfer<"write">(&::write, {fd, verb::write}, fd, &value,
                           sizeof value) < 0
             ? -1
             : 0;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
