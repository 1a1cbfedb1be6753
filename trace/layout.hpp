// SPDX-License-Identifier: BSL-1.0
//
// What lies where in a trace file: header page, gate page, string arena,
// location table, entity table, ring directory, rings. Both sides include it;
// docs/trace-format.md tells it in words. It checks nothing: whoever reads a
// file validates every number first (trace/detail/check_header.cpp).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "trace/vocabulary.hpp"

namespace looplab::trace::layout {

inline constexpr char magic[8] = {'L', 'O', 'O', 'P', 'T', 'R', 'C', '\n'};
inline constexpr std::uint16_t major_version = 1;
inline constexpr std::uint16_t minor_version = 0;
inline constexpr std::uint32_t byte_order = 0x01020304;
inline constexpr std::uint64_t page = 4096;

enum class file_state : std::uint32_t { building, live, closed };
enum class clock_kind : std::uint32_t { monotonic, tsc };

/// Bytes of the file that carry POSIX locks; the kernel drops a lock when its
/// holder dies, which no other mark in the file could promise.
inline constexpr std::int64_t writer_lock_byte = 0;
inline constexpr std::int64_t controller_lock_byte = 1;

/// `count` rings of `capacity` events, a power of two. The first threads get
/// the large rings of the first class.
struct ring_class {
  std::uint32_t count;
  std::uint32_t capacity;
};

inline constexpr int ring_classes = 5;

struct header {
  char magic[8];
  std::uint16_t major_version, minor_version;
  std::uint32_t header_size;
  std::uint32_t byte_order, event_size;
  std::uint32_t ring_head_size, entity_size;
  clock_kind clock;
  std::uint32_t pid, uid;
  std::uint32_t strings_size, locations_capacity;
  std::uint32_t entities_capacity;  ///< per half: descriptors, counted ids
  std::uint32_t ring_count, reserved;
  std::uint64_t file_size;
  std::uint64_t gate_offset, strings_offset, locations_offset, entities_offset;
  std::uint64_t directory_offset, rings_offset;
  ring_class classes[ring_classes];
  std::uint64_t pid_start;                 ///< field 22 of /proc/PID/stat
  std::uint64_t ticks0, ns0, wall0_ns;     ///< first clock pair
  std::atomic<std::uint64_t> ticks1, ns1;  ///< last clock pair taken
  std::uint64_t hz;  ///< ticks a second; 0 = from the two clock pairs
  char boot_id[40];
  char comm[64];

  /// The word every emit looks at: 0 while the program only stands by.
  alignas(64) std::atomic<std::uint32_t> recording;
  std::atomic<file_state> state;

  alignas(64) std::atomic<std::uint32_t> strings_used;
  std::atomic<std::uint32_t> locations_used;
  std::atomic<std::uint32_t> next_id;
  std::atomic<std::uint32_t> rings_high;   ///< rings ever claimed: [0, high)
  std::atomic<std::uint32_t> releases;     ///< how often a ring became free
  std::atomic<std::uint64_t> interrupted;  ///< events a signal cut in on
  std::atomic<std::uint64_t> unrecorded;   ///< events without a ring
  std::atomic<std::uint64_t> unrecorded_threads;
};

static_assert(sizeof(header) <= page);

enum class gate_mode : std::uint32_t { open, slow, step };

/// Written by the controller, but for `mode`, which the program itself sets to
/// open when its controller has died.
struct gate {
  std::atomic<gate_mode> mode;
  std::atomic<std::uint32_t> kinds;        ///< bit per event_kind
  std::atomic<std::uint32_t> only_chosen;  ///< 1: only rings marked `chosen`
  std::atomic<std::uint32_t> reserved;
  std::atomic<std::uint64_t> slow_us;
  /// CLOCK_MONOTONIC ns until which a program that began held waits for its
  /// first controller; 0 once one came.
  std::atomic<std::uint64_t> first_until_ns;
};

/// A place in the program: a return address, or else file, function, line.
struct location_entry {
  std::atomic<std::uint64_t> address;
  std::atomic<std::uint32_t> file, function, line, column;
};

static_assert(sizeof(location_entry) == 24);

enum class entity_state : std::uint8_t { made, running, waiting, ready };

/// What is true of one thing now. Rings are history that gets overwritten;
/// this is what a late or lapped reader needs.
struct entity {
  std::atomic<id> name_of;           ///< the thing's id; 0 = free
  std::atomic<std::uint32_t> what;   ///< thing_kind | entity_state | wait_why
  std::atomic<std::uint32_t> place;  ///< location of the last event
  std::atomic<std::uint32_t> text;   ///< its name
  std::atomic<id> parent;
  std::atomic<id> on;      ///< what it waits on, or the loop that watches it
  std::atomic<id> thread;  ///< who said so last
  std::atomic<std::uint32_t> mask;  ///< epoll interest
  std::atomic<std::int64_t> arg;
  std::atomic<std::int64_t> token;
  std::uint64_t reserved[2];
};

static_assert(sizeof(entity) == 64);

constexpr std::uint32_t pack(thing_kind kind, entity_state state,
                             wait_why why) {
  return static_cast<std::uint32_t>(kind) |
         static_cast<std::uint32_t>(state) << 8 |
         static_cast<std::uint32_t>(why) << 16;
}

constexpr thing_kind kind_in(std::uint32_t what) {
  return static_cast<thing_kind>(what & 0xff);
}

constexpr entity_state state_in(std::uint32_t what) {
  return static_cast<entity_state>(what >> 8 & 0xff);
}

constexpr wait_why why_in(std::uint32_t what) {
  return static_cast<wait_why>(what >> 16 & 0xff);
}

enum class ring_state : std::uint32_t { untouched, owned, ended };

/// While a ring changes hands nobody can say whose its newest events are.
inline constexpr std::uint64_t changing_hands = ~std::uint64_t{0};

/// First line: written with every event. Second: when the ring changes hands.
/// Third: the gate's, so that a controller never disturbs the first.
struct ring_head {
  alignas(64) std::atomic<std::uint64_t> head;  ///< events ever published
  std::atomic<std::uint32_t> what;  ///< entity_state and wait_why of the thread
  std::atomic<id> on;               ///< what the thread waits on
  std::atomic<id> running;          ///< the task that runs on it, or itself
  std::atomic<std::uint32_t> place;

  alignas(64) std::atomic<std::uint64_t> began;  ///< index of the owner's first
  std::atomic<ring_state> state;
  std::atomic<id> owner;
  std::atomic<id> creator;
  std::atomic<std::uint32_t> text;  ///< the thread's name

  alignas(64) std::atomic<std::uint32_t> granted;  ///< controller: points free
  std::atomic<std::uint32_t> bell;      ///< futex: granted or mode changed
  std::atomic<std::uint32_t> consumed;  ///< futex, target: points passed
  std::atomic<std::uint32_t> chosen;
  std::atomic<std::uint64_t> held_since;  ///< ticks; 0 = not held
  std::atomic<std::uint32_t> held_what;   ///< event_kind | sub << 8
  std::atomic<id> held_subject;
};

static_assert(sizeof(ring_head) == 192);

/// An event in a ring, as the four words it is written in. Release stores keep
/// them behind the earlier `head`, so that a reader that sees a new word of an
/// old slot also sees that the slot was given up.
struct slot {
  std::atomic<std::uint64_t> word[4];
};

static_assert(sizeof(slot) == sizeof(event));

constexpr std::uint64_t page_up(std::uint64_t bytes) {
  return (bytes + page - 1) & ~(page - 1);
}

struct ring_place {
  std::uint64_t offset = 0;    ///< of its first slot
  std::uint32_t capacity = 0;  ///< 0: there is no such ring
};

/// Rings lie one after the other, class by class.
constexpr ring_place place_of_ring(const ring_class (&classes)[ring_classes],
                                   std::uint64_t offset, std::uint32_t index) {
  for (const ring_class& c : classes) {
    const std::uint64_t bytes = std::uint64_t{c.capacity} * sizeof(slot);
    if (index < c.count) {
      return {offset + index * bytes, c.capacity};
    }
    index -= c.count;
    offset += c.count * bytes;
  }
  return {};
}

constexpr ring_place place_of_ring(const header& h, std::uint32_t index) {
  return place_of_ring(h.classes, h.rings_offset, index);
}

}  // namespace looplab::trace::layout
