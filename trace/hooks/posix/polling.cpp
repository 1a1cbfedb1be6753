// SPDX-License-Identifier: BSL-1.0
//
// poll and select: a turn of the calling thread, which asks about all its
// descriptors anew each time.
#include <poll.h>
#include <sys/select.h>

#include "trace/hooks/posix/turns.hpp"

namespace looplab::trace::hooks {

namespace {

constexpr id of_this_thread = 0;

void tell_ready(const turn& t, int fd, std::uint8_t bits) {
  if (bits != 0) {
    emit(event_kind::ready, bits, t.where, descriptor_id(fd), t.loop);
  }
}

std::uint8_t bits_of(short events) {
  std::uint8_t bits = 0;
  if ((events & (POLLIN | POLLPRI | POLLRDHUP)) != 0) {
    bits |= readable;
  }
  if ((events & POLLOUT) != 0) {
    bits |= writable;
  }
  if ((events & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
    bits |= failed;
  }
  return bits;
}

auto teller(const pollfd* asked, nfds_t count) {
  return [asked, count](const turn& t, int) noexcept {
    const kept_errno kept;
    for (nfds_t i = 0; i < count; ++i) {
      if (asked[i].fd >= 0) {
        tell_ready(t, asked[i].fd, bits_of(asked[i].revents));
      }
    }
  };
}

// Not FD_ISSET: a program may use more descriptors than an fd_set declares,
// and the fortified macro would stop it.
bool holds(const fd_set* set, int fd) {
  constexpr int width = 8 * sizeof(fd_mask);
  return set != nullptr &&
         ((reinterpret_cast<const fd_mask*>(set)[fd / width] >> (fd % width)) &
          1) != 0;
}

auto teller(int limit, const fd_set* in, const fd_set* out, const fd_set* bad) {
  return [=](const turn& t, int) noexcept {
    const kept_errno kept;
    for (int fd = 0; fd < limit; ++fd) {
      tell_ready(t, fd,
                 static_cast<std::uint8_t>((holds(in, fd) ? readable : 0) |
                                           (holds(out, fd) ? writable : 0) |
                                           (holds(bad, fd) ? failed : 0)));
    }
  };
}

std::int64_t milliseconds_of(const timeval* limit) {
  return limit == nullptr ? -1
                          : limit->tv_sec * std::int64_t{1000} +
                                (limit->tv_usec + 999) / 1000;
}

}  // namespace

extern "C" {

int poll(pollfd* asked, nfds_t count, int timeout) {
  return take_turn<"poll">(&::poll, of_this_thread, timeout,
                           teller(asked, count), asked, count, timeout);
}

int __poll_chk(pollfd* asked, nfds_t count, int timeout, size_t room) {
  return take_turn<"__poll_chk">(&__poll_chk, of_this_thread, timeout,
                                 teller(asked, count), asked, count, timeout,
                                 room);
}

int ppoll(pollfd* asked, nfds_t count, const timespec* timeout,
          const sigset_t* mask) {
  return take_turn<"ppoll">(&::ppoll, of_this_thread, milliseconds(timeout),
                            teller(asked, count), asked, count, timeout, mask);
}

int __ppoll_chk(pollfd* asked, nfds_t count, const timespec* timeout,
                const sigset_t* mask, size_t room) {
  return take_turn<"__ppoll_chk">(&__ppoll_chk, of_this_thread,
                                  milliseconds(timeout), teller(asked, count),
                                  asked, count, timeout, mask, room);
}

int select(int limit, fd_set* in, fd_set* out, fd_set* bad, timeval* timeout) {
  return take_turn<"select">(
      &::select, of_this_thread, milliseconds_of(timeout),
      teller(limit, in, out, bad), limit, in, out, bad, timeout);
}

int pselect(int limit, fd_set* in, fd_set* out, fd_set* bad,
            const timespec* timeout, const sigset_t* mask) {
  return take_turn<"pselect">(&::pselect, of_this_thread, milliseconds(timeout),
                              teller(limit, in, out, bad), limit, in, out, bad,
                              timeout, mask);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
