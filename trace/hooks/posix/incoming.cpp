// SPDX-License-Identifier: BSL-1.0
//
// The calls that take bytes from a descriptor, each told as act(read, bytes)
// and as a wait where the descriptor makes its caller wait. Of recvmmsg, which
// says nothing of bytes, it is the number of messages.
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "trace/hooks/posix/transfer.hpp"

namespace looplab::trace::hooks {

extern "C" {

ssize_t read(int fd, void* into, size_t size) {
  return transfer<"read">(&::read, {fd, verb::read}, fd, into, size);
}

ssize_t __read_chk(int fd, void* into, size_t size, size_t room) {
  return transfer<"__read_chk">(&__read_chk, {fd, verb::read}, fd, into, size,
                                room);
}

ssize_t readv(int fd, const iovec* into, int count) {
  return transfer<"readv">(&::readv, {fd, verb::read}, fd, into, count);
}

ssize_t pread(int fd, void* into, size_t size, off_t at) {
  return transfer<"pread">(&::pread, {fd, verb::read}, fd, into, size, at);
}

ssize_t pread64(int fd, void* into, size_t size, off64_t at) {
  return transfer<"pread64">(&::pread64, {fd, verb::read}, fd, into, size, at);
}

ssize_t __pread_chk(int fd, void* into, size_t size, off_t at, size_t room) {
  return transfer<"__pread_chk">(&__pread_chk, {fd, verb::read}, fd, into, size,
                                 at, room);
}

ssize_t __pread64_chk(int fd, void* into, size_t size, off64_t at,
                      size_t room) {
  return transfer<"__pread64_chk">(&__pread64_chk, {fd, verb::read}, fd, into,
                                   size, at, room);
}

ssize_t preadv(int fd, const iovec* into, int count, off_t at) {
  return transfer<"preadv">(&::preadv, {fd, verb::read}, fd, into, count, at);
}

ssize_t preadv64(int fd, const iovec* into, int count, off64_t at) {
  return transfer<"preadv64">(&::preadv64, {fd, verb::read}, fd, into, count,
                              at);
}

ssize_t preadv2(int fd, const iovec* into, int count, off_t at, int flags) {
  return transfer<"preadv2">(&::preadv2, vectored(fd, verb::read, flags), fd,
                             into, count, at, flags);
}

ssize_t preadv64v2(int fd, const iovec* into, int count, off64_t at,
                   int flags) {
  return transfer<"preadv64v2">(&::preadv64v2, vectored(fd, verb::read, flags),
                                fd, into, count, at, flags);
}

ssize_t recv(int fd, void* into, size_t size, int flags) {
  return transfer<"recv">(&::recv, message(fd, verb::read, flags), fd, into,
                          size, flags);
}

ssize_t __recv_chk(int fd, void* into, size_t size, size_t room, int flags) {
  return transfer<"__recv_chk">(&__recv_chk, message(fd, verb::read, flags), fd,
                                into, size, room, flags);
}

ssize_t recvfrom(int fd, void* into, size_t size, int flags, sockaddr* peer,
                 socklen_t* peer_size) {
  return transfer<"recvfrom">(&::recvfrom, message(fd, verb::read, flags), fd,
                              into, size, flags, peer, peer_size);
}

ssize_t __recvfrom_chk(int fd, void* into, size_t size, size_t room, int flags,
                       sockaddr* peer, socklen_t* peer_size) {
  return transfer<"__recvfrom_chk">(&__recvfrom_chk,
                                    message(fd, verb::read, flags), fd, into,
                                    size, room, flags, peer, peer_size);
}

ssize_t recvmsg(int fd, msghdr* into, int flags) {
  return transfer<"recvmsg">(&::recvmsg, message(fd, verb::read, flags), fd,
                             into, flags);
}

int recvmmsg(int fd, mmsghdr* into, unsigned count, int flags,
             timespec* longest) {
  return transfer<"recvmmsg">(&::recvmmsg, message(fd, verb::read, flags), fd,
                              into, count, flags, longest);
}

// What the C library does too; its result would say 0 bytes.
int eventfd_read(int fd, eventfd_t* into) {
  return transfer<"read">(&::read, {fd, verb::read}, fd, into, sizeof *into) < 0
             ? -1
             : 0;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
