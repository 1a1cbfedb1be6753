// SPDX-License-Identifier: BSL-1.0
//
// What is known of each descriptor, one byte each: what it is, and whether a
// call on it may wait. Learned from the calls that make and change descriptors
// as they pass; an unknown descriptor's flags are asked for once.
//
// The table is made when the first event of the process is about to be told;
// from then on it is kept right even while nobody records. It refuses nothing:
// numbers beyond it are simply asked for at each call.
#pragma once

#include <cstdint>

#include "trace/recorder.hpp"

namespace looplab::trace::hooks {

enum class descriptor_kind : std::uint8_t {
  unknown,
  file,
  socket,
  pipe,
  epoll,
  eventfd,
  timerfd,
  signalfd,
};

/// The word in the descriptor's create event.
const char* word_of(descriptor_kind kind) noexcept;

/// Whether a read or write of `fd` would wait where a non-blocking one would
/// answer EAGAIN. False for a number that is not open.
bool may_wait(int fd) noexcept;

/// Whether `fd` is open (asks the kernel only about unknown ones).
bool is_open(int fd) noexcept;

/// Learns a descriptor; `flags` are its O_ flags, of which only O_NONBLOCK
/// counts.
void learn(int fd, descriptor_kind kind, int flags) noexcept;

/// Learns that O_NONBLOCK was set or cleared, on all who share the description.
void learn_flags(int fd, int flags) noexcept;

/// The numbers from `first` to `last` are closed (or about to be).
void forget(unsigned first, unsigned last) noexcept;

/// Learns a new descriptor and, while somebody records, tells of it:
/// create(descriptor, kind). `from` is the listener that it was accepted from
/// or the descriptor it was copied from. Does nothing for a negative `fd`.
void opened(int fd, descriptor_kind kind, int flags, const void* caller,
            id from = 0) noexcept;

/// Forgets `fd` and tells that it is gone. To be called before it is really
/// closed: right after, another thread may be given the same number.
void closing(int fd, const void* caller) noexcept;

/// `copy` was made from `original` by dup and its like (negative: was not).
void copied(int original, int copy, const void* caller) noexcept;

/// `original` is about to take the place of `target`, which closes it.
void replacing(int original, int target, const void* caller) noexcept;

}  // namespace looplab::trace::hooks
