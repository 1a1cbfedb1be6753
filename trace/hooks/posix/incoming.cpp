// SPDX-License-Identifier: BSL-1.0
//
// The calls that take bytes from a descriptor, each told as act(read, bytes)
// and as a wait where the descriptor makes its caller wait.
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "trace/hooks/posix/transfer.hpp"

namespace looplab::trace::hooks {

namespace {

touch taking(int fd, int message_flags = 0) {
  return {fd, verb::read, (message_flags & MSG_DONTWAIT) != 0};
}

touch taking_at(int fd, int vector_flags) {
  return {fd, verb::read, (vector_flags & RWF_NOWAIT) != 0};
}

}  // namespace

extern "C" {

ssize_t read(int fd, void* into, size_t size) {
  return transfer<"read">(&::read, taking(fd), fd, into, size);
}

ssize_t __read_chk(int fd, void* into, size_t size, size_t room) {
  return transfer<"__read_chk">(&__read_chk, taking(fd), fd, into, size, room);
}

ssize_t readv(int fd, const iovec* into, int count) {
  return transfer<"readv">(&::readv, taking(fd), fd, into, count);
}

ssize_t pread(int fd, void* into, size_t size, off_t at) {
  return transfer<"pread">(&::pread, taking(fd), fd, into, size, at);
}

ssize_t pread64(int fd, void* into, size_t size, off64_t at) {
  return transfer<"pread64">(&::pread64, taking(fd), fd, into, size, at);
}

ssize_t __pread_chk(int fd, void* into, size_t size, off_t at, size_t room) {
  return transfer<"__pread_chk">(&__pread_chk, taking(fd), fd, into, size, at,
                                 room);
}

ssize_t __pread64_chk(int fd, void* into, size_t size, off64_t at,
                      size_t room) {
  return transfer<"__pread64_chk">(&__pread64_chk, taking(fd), fd, into, size,
                                   at, room);
}

ssize_t preadv(int fd, const iovec* into, int count, off_t at) {
  return transfer<"preadv">(&::preadv, taking(fd), fd, into, count, at);
}

ssize_t preadv64(int fd, const iovec* into, int count, off64_t at) {
  return transfer<"preadv64">(&::preadv64, taking(fd), fd, into, count, at);
}

ssize_t preadv2(int fd, const iovec* into, int count, off_t at, int flags) {
  return transfer<"preadv2">(&::preadv2, taking_at(fd, flags), fd, into, count,
                             at, flags);
}

ssize_t preadv64v2(int fd, const iovec* into, int count, off64_t at,
                   int flags) {
  return transfer<"preadv64v2">(&::preadv64v2, taking_at(fd, flags), fd, into,
                                count, at, flags);
}

ssize_t recv(int fd, void* into, size_t size, int flags) {
  return transfer<"recv">(&::recv, taking(fd, flags), fd, into, size, flags);
}

ssize_t __recv_chk(int fd, void* into, size_t size, size_t room, int flags) {
  return transfer<"__recv_chk">(&__recv_chk, taking(fd, flags), fd, into, size,
                                room, flags);
}

ssize_t recvfrom(int fd, void* into, size_t size, int flags, sockaddr* peer,
                 socklen_t* peer_size) {
  return transfer<"recvfrom">(&::recvfrom, taking(fd, flags), fd, into, size,
                              flags, peer, peer_size);
}

ssize_t __recvfrom_chk(int fd, void* into, size_t size, size_t room, int flags,
                       sockaddr* peer, socklen_t* peer_size) {
  return transfer<"__recvfrom_chk">(&__recvfrom_chk, taking(fd, flags), fd,
                                    into, size, room, flags, peer, peer_size);
}

ssize_t recvmsg(int fd, msghdr* into, int flags) {
  return transfer<"recvmsg">(&::recvmsg, taking(fd, flags), fd, into, flags);
}

int recvmmsg(int fd, mmsghdr* into, unsigned count, int flags,
             timespec* longest) {
  return transfer<"recvmmsg">(&::recvmmsg, taking(fd, flags), fd, into, count,
                              flags, longest);
}

int eventfd_read(int fd, eventfd_t* into) {
  return transfer<"eventfd_read">(&::eventfd_read, taking(fd), fd, into);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
