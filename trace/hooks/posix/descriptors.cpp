// SPDX-License-Identifier: BSL-1.0
//
// The byte table of descriptors. Pages of numbers that were never used cost
// nothing: the mapping reserves no memory.
#include "trace/hooks/posix/descriptors.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

namespace {

using cell = std::atomic<std::uint8_t>;

constexpr unsigned table_size = 1u << 20;  // the kernel's own default ceiling
constexpr std::uint8_t known = 0x80;
constexpr std::uint8_t never_waits = 0x40;
constexpr std::uint8_t shared = 0x20;  // another descriptor has the same flags
constexpr std::uint8_t kind_mask = 0x0f;

constinit std::atomic<cell*> table_{nullptr};
constinit std::atomic<unsigned> highest_{0};  // no known number is above it

// system calls, not the C library: these must not come back to our own hooks
// and must work in a signal handler.
long ask(int fd, int command) {
  return next<"syscall", long(long, ...)>()(SYS_fcntl, fd, command, 0);
}

cell* table() {
  cell* have = table_.load(std::memory_order_acquire);
  if (have != nullptr) [[likely]] {
    return have;
  }
  void* const made = mmap(nullptr, table_size, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (made == MAP_FAILED) {
    return nullptr;
  }
  if (!table_.compare_exchange_strong(have, static_cast<cell*>(made))) {
    munmap(made, table_size);
    return have;
  }
  return static_cast<cell*>(made);
}

// Null while nothing was ever told and for numbers beyond the table.
cell* cell_of(int fd) {
  cell* const all = table_.load(std::memory_order_acquire);
  return all == nullptr || static_cast<unsigned>(fd) >= table_size ? nullptr
                                                                   : all + fd;
}

std::uint8_t read_cell(int fd) {
  const cell* const one = cell_of(fd);
  return one == nullptr ? 0 : one->load(std::memory_order_relaxed);
}

void write_cell(int fd, std::uint8_t bits) {
  cell* const one = cell_of(fd);
  if (one == nullptr || detail::must_be_silent()) {
    return;
  }
  one->store(bits, std::memory_order_relaxed);
  unsigned highest = highest_.load(std::memory_order_relaxed);
  while (static_cast<unsigned>(fd) > highest &&
         !highest_.compare_exchange_weak(highest, static_cast<unsigned>(fd))) {
  }
}

std::uint8_t bits_of(descriptor_kind kind, long flags) {
  const bool waits = (flags & O_NONBLOCK) == 0;
  return static_cast<std::uint8_t>(known | (waits ? 0 : never_waits) |
                                   static_cast<std::uint8_t>(kind));
}

// The flags of a shared description changed through one of its descriptors;
// which others share it is not known, so all that share anything are asked
// again.
void forget_shared() {
  const int highest =
      static_cast<int>(highest_.load(std::memory_order_relaxed));
  for (int fd = 0; fd <= highest; ++fd) {
    const std::uint8_t bits = read_cell(fd);
    if ((bits & shared) != 0) {
      write_cell(fd, static_cast<std::uint8_t>(bits & ~known));
    }
  }
}

}  // namespace

const char* word_of(descriptor_kind kind) noexcept {
  constexpr const char* words[] = {"descriptor", "file",    "socket",
                                   "pipe",       "epoll",   "eventfd",
                                   "timerfd",    "signalfd"};
  return words[static_cast<unsigned>(kind)];
}

bool may_wait(int fd) noexcept {
  table();
  const std::uint8_t bits = read_cell(fd);
  if ((bits & known) != 0) [[likely]] {
    return (bits & never_waits) == 0;
  }
  const kept_errno kept;
  const long flags = ask(fd, F_GETFL);
  if (flags < 0) {
    return false;
  }
  const auto kind = static_cast<descriptor_kind>(bits & kind_mask);
  const auto was_shared = static_cast<std::uint8_t>(bits & shared);
  write_cell(fd, static_cast<std::uint8_t>(bits_of(kind, flags) | was_shared));
  return (flags & O_NONBLOCK) == 0;
}

bool is_open(int fd) noexcept {
  if ((read_cell(fd) & known) != 0) {
    return true;
  }
  const kept_errno kept;
  return ask(fd, F_GETFD) >= 0;
}

void learn(int fd, descriptor_kind kind, int flags) noexcept {
  write_cell(fd, bits_of(kind, flags));
}

void learn_flags(int fd, int flags) noexcept {
  const std::uint8_t bits = read_cell(fd);
  if ((bits & shared) != 0) {
    forget_shared();
    return;
  }
  write_cell(fd,
             bits_of(static_cast<descriptor_kind>(bits & kind_mask), flags));
}

void forget(unsigned first, unsigned last) noexcept {
  last = std::min(last, highest_.load(std::memory_order_relaxed));
  for (unsigned fd = first; fd <= last && fd < table_size; ++fd) {
    write_cell(static_cast<int>(fd), 0);
  }
}

void opened(int fd, descriptor_kind kind, int flags, const void* caller,
            id from) noexcept {
  if (fd < 0) {
    return;
  }
  const bool telling = watching();
  const kept_errno kept;
  if (telling) {
    table();
  }
  learn(fd, kind, flags);
  if (telling) {
    emit(event_kind::create, static_cast<std::uint8_t>(thing_kind::descriptor),
         location_of(caller), descriptor_id(fd), from, intern(word_of(kind)));
  }
}

void closing(int fd, const void* caller) noexcept {
  const kept_errno kept;
  if (watching() && is_open(fd)) {
    const location where = location_of(caller);
    emit(event_kind::act, static_cast<std::uint8_t>(verb::close), where,
         descriptor_id(fd));
    emit(event_kind::end, static_cast<std::uint8_t>(end_how::returned), where,
         descriptor_id(fd));
  }
  if (fd >= 0) {
    forget(static_cast<unsigned>(fd), static_cast<unsigned>(fd));
  }
}

void copied(int original, int copy, const void* caller) noexcept {
  if (copy < 0) {
    return;
  }
  const auto bits = static_cast<std::uint8_t>(read_cell(original) | shared);
  const auto kind = static_cast<descriptor_kind>(bits & kind_mask);
  opened(copy, kind, 0, caller, descriptor_id(original));
  write_cell(original, bits);
  write_cell(copy, bits);
}

void replacing(int original, int target, const void* caller) noexcept {
  if (watching() && original != target && target >= 0 && is_open(original) &&
      is_open(target)) {
    closing(target, caller);
  }
}

}  // namespace looplab::trace::hooks
