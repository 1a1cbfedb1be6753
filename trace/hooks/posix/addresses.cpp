// SPDX-License-Identifier: BSL-1.0
//
// Which addresses were told of, and at which somebody waits. Static memory and
// atomics only: a signal handler may wait too.
#include "trace/hooks/posix/addresses.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdint>

namespace looplab::trace::hooks {

namespace {

constexpr unsigned most_ids = 1u << 16;
constexpr unsigned buckets = 1u << 10;

// One bit for each id that was told of. A forked child writes a trace of its
// own, and inherits the bits: its things are known by what they are used for.
constinit std::atomic<std::uint64_t> told[most_ids / 64];
constinit std::atomic<std::int32_t> waiting[buckets];

std::atomic<std::int32_t>& bucket_of(const void* address) {
  const auto number = reinterpret_cast<std::uintptr_t>(address);
  return waiting[(number >> 3 ^ number >> 13) % buckets];
}

bool first_time(id thing) {
  const unsigned number = (thing & ~id_space_mask) % most_ids;
  const std::uint64_t bit = std::uint64_t{1} << number % 64;
  auto& word = told[number / 64];
  return (word.load(std::memory_order_relaxed) & bit) == 0 &&
         (word.fetch_or(bit, std::memory_order_relaxed) & bit) == 0;
}

const char* word_of(thing_kind kind) {
  switch (kind) {
    case thing_kind::mutex:
      return "mutex";
    case thing_kind::condition:
      return "condition";
    default:
      return "word";
  }
}

}  // namespace

id thing_at(const void* address, thing_kind kind, location where) noexcept {
  const id thing = address_id(address);
  if (thing != 0 && first_time(thing)) {
    emit(event_kind::create, static_cast<std::uint8_t>(kind), where, thing, 0,
         intern(word_of(kind)));
  }
  return thing;
}

bool is_waited_on(const void* address) noexcept {
  return bucket_of(address).load(std::memory_order_relaxed) > 0;
}

void begin_waiting_at(const void* address) noexcept {
  bucket_of(address).fetch_add(1, std::memory_order_relaxed);
}

void end_waiting_at(const void* address) noexcept {
  bucket_of(address).fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace looplab::trace::hooks
