// SPDX-License-Identifier: BSL-1.0
//
// epoll: who is watched, for what, and each turn of the loop. A `ready` event
// carries the loop's own word for the descriptor, because the kernel gives
// nothing else back; the `token` acts say which descriptor that is.
#include <sys/epoll.h>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/turns.hpp"

namespace looplab::trace::hooks {

namespace {

std::uint8_t bits_of(std::uint32_t events) {
  std::uint8_t bits = 0;
  if ((events & (EPOLLIN | EPOLLPRI | EPOLLRDHUP)) != 0) {
    bits |= readable;
  }
  if ((events & EPOLLOUT) != 0) {
    bits |= writable;
  }
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
    bits |= failed;
  }
  return bits;
}

// Tells the first `count` of what epoll_wait filled in.
auto teller(const epoll_event* events) {
  return [events](const turn& t, int count) noexcept {
    const kept_errno kept;
    for (int i = 0; i < count; ++i) {
      emit(event_kind::ready, bits_of(events[i].events), t.where, 0, t.loop, 0,
           static_cast<std::int64_t>(events[i].data.u64));
    }
  };
}

void tell_interest(int loop, int command, int fd, const epoll_event* event,
                   const void* from) {
  const kept_errno kept;
  const location where = location_of(from);
  const bool watched = command != EPOLL_CTL_DEL;
  emit(event_kind::act, static_cast<std::uint8_t>(verb::interest), where,
       descriptor_id(fd), descriptor_id(loop), 0, watched ? event->events : 0);
  if (watched) {
    emit(event_kind::act, static_cast<std::uint8_t>(verb::token), where,
         descriptor_id(fd), descriptor_id(loop), 0,
         static_cast<std::int64_t>(event->data.u64));
  }
}

}  // namespace

extern "C" {

int epoll_create(int size) noexcept {
  const int made = next<"epoll_create", int(int)>()(size);
  opened(made, descriptor_kind::epoll, 0, caller());
  return made;
}

int epoll_create1(int flags) noexcept {
  const int made = next<"epoll_create1", int(int)>()(flags);
  opened(made, descriptor_kind::epoll, 0, caller());
  return made;
}

int epoll_ctl(int loop, int command, int fd, epoll_event* event) noexcept {
  const auto real = next<"epoll_ctl", int(int, int, int, epoll_event*)>();
  const int result = real(loop, command, fd, event);
  if (result == 0 && watching()) {
    tell_interest(loop, command, fd, event, caller());
  }
  return result;
}

int epoll_wait(int loop, epoll_event* events, int room, int timeout) {
  return take_turn<"epoll_wait">(&::epoll_wait, descriptor_id(loop), timeout,
                                 teller(events), loop, events, room, timeout);
}

int epoll_pwait(int loop, epoll_event* events, int room, int timeout,
                const sigset_t* mask) {
  return take_turn<"epoll_pwait">(&::epoll_pwait, descriptor_id(loop), timeout,
                                  teller(events), loop, events, room, timeout,
                                  mask);
}

int epoll_pwait2(int loop, epoll_event* events, int room,
                 const timespec* timeout, const sigset_t* mask) {
  return take_turn<"epoll_pwait2">(&::epoll_pwait2, descriptor_id(loop),
                                   milliseconds(timeout), teller(events), loop,
                                   events, room, timeout, mask);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
