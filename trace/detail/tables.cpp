// SPDX-License-Identifier: BSL-1.0
//
// Words and places of a trace: both tables only grow, are shared by all
// threads without a lock, and are indexed by a hash table that stays in this
// process. Two threads that meet a new word at the same moment may write it
// twice; both copies are right.
#include <cstring>

#include "trace/detail/writer.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace {

namespace {

using detail::own;

constexpr std::size_t word_slots = 16 * 1024;
constexpr std::size_t key_slots = 32 * 1024;
constexpr std::size_t most_probes = 64;

/// Offsets in the arena.
constinit std::atomic<std::uint32_t> words[word_slots];

/// A 48-bit key and the 16-bit index it stands for, in one word, so that a
/// look-up is one load. 0 = free.
struct key_table {
  std::atomic<std::uint64_t> slots[key_slots];
  std::atomic<std::uint32_t> used{1};
};

constinit key_table places;
constinit key_table addresses;

constexpr std::uint64_t key_bits = 0xffff'ffff'ffffu;

std::uint64_t mix(std::uint64_t x) noexcept {
  x ^= x >> 31;
  x *= 0x9e37'79b9'7f4a'7c15u;
  return x ^ x >> 29;
}

/// `make` returns the new index, or 0 when the table is full.
template <class Make>
std::uint16_t find_or_make(key_table& table, std::uint64_t key,
                           Make make) noexcept {
  std::uint16_t made = 0;
  std::uint64_t at = mix(key);
  for (std::size_t i = 0; i < most_probes; ++i, ++at) {
    std::atomic<std::uint64_t>& slot = table.slots[at % key_slots];
    std::uint64_t seen = slot.load(std::memory_order_acquire);
    if (seen == 0) {
      if (made == 0 && (made = make()) == 0) {
        return 0;
      }
      if (slot.compare_exchange_strong(seen, key << 16 | made,
                                       std::memory_order_acq_rel)) {
        return made;
      }
    }
    if (seen >> 16 == key) {
      return static_cast<std::uint16_t>(seen);
    }
  }
  return 0;  // crowded: this place stays unknown
}

/// Claims a row of the location table; nullptr when it is full.
layout::location_entry* new_row(std::uint16_t& index) noexcept {
  auto& used = own.head->locations_used;
  std::uint32_t at = used.load(std::memory_order_relaxed);
  do {
    if (at >= own.head->locations_capacity) {
      return nullptr;
    }
  } while (!used.compare_exchange_weak(at, at + 1));
  index = static_cast<std::uint16_t>(at);
  return own.locations + at;
}

bool same(std::uint32_t offset, std::string_view text) noexcept {
  std::uint32_t size = 0;
  const char* at = own.strings() + offset;
  std::memcpy(&size, at, sizeof size);
  return size == text.size() &&
         std::memcmp(at + sizeof size, text.data(), size) == 0;
}

/// Writes the text at the end of the arena; 0 when it does not fit.
std::uint32_t write_word(std::string_view text) noexcept {
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t need = (4 + size + 3) & ~3u;
  auto& used = own.head->strings_used;
  std::uint32_t at = used.load(std::memory_order_relaxed);
  do {
    if (need > own.head->strings_size - at) {
      return 0;
    }
  } while (!used.compare_exchange_weak(at, at + need));
  char* to = own.strings() + at;
  std::memcpy(to, &size, sizeof size);
  std::memcpy(to + sizeof size, text.data(), size);
  return at;
}

std::uint64_t hash(std::string_view text) noexcept {
  std::uint64_t h = text.size();
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, at, 8);
    h = mix(h ^ part);
  }
  std::uint64_t part = 0;
  std::memcpy(&part, at, left);
  return mix(h ^ part);
}

bool recording_here() noexcept {
  return on() && own.base != nullptr;
}

}  // namespace

std::uint32_t intern(std::string_view text) noexcept {
  // A longer text is no name; its beginning says enough.
  text = text.substr(0, 4096);
  if (text.empty() || !recording_here()) {
    return 0;
  }
  std::uint32_t made = 0;
  std::uint64_t at = hash(text);
  for (std::size_t i = 0; i < most_probes; ++i, ++at) {
    std::atomic<std::uint32_t>& slot = words[at % word_slots];
    std::uint32_t seen = slot.load(std::memory_order_acquire);
    if (seen == 0) {
      if (made == 0 && (made = write_word(text)) == 0) {
        return 0;
      }
      if (slot.compare_exchange_strong(seen, made, std::memory_order_acq_rel)) {
        return made;
      }
    }
    if (same(seen, text)) {
      return seen;
    }
  }
  return made != 0 ? made : write_word(text);
}

location location_of(const void* return_address) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(return_address);
  if (address == 0 || (address & ~key_bits) != 0 || !recording_here()) {
    return 0;
  }
  return find_or_make(places, address, [&]() noexcept -> std::uint16_t {
    std::uint16_t index = 0;
    if (auto* row = new_row(index)) {
      row->address.store(address, std::memory_order_relaxed);
    }
    return index;
  });
}

location location_of(const std::source_location& where) noexcept {
  return location_of(where.file_name(), where.function_name(), where.line(),
                     where.column());
}

location location_of(const char* file, const char* function, std::uint32_t line,
                     std::uint32_t column) noexcept {
  if (!recording_here()) {
    return 0;
  }
  // Within one program a file name's address stands for the name. The top bit
  // keeps these keys apart from addresses of user code.
  const std::uint64_t key =
      (mix(reinterpret_cast<std::uintptr_t>(file) ^ std::uint64_t{line} << 40 ^
           std::uint64_t{column} << 20) &
       key_bits) |
      std::uint64_t{1} << 47;
  return find_or_make(places, key, [&]() noexcept -> std::uint16_t {
    std::uint16_t index = 0;
    if (auto* row = new_row(index)) {
      constexpr auto relaxed = std::memory_order_relaxed;
      row->file.store(intern(file), relaxed);
      row->function.store(intern(function), relaxed);
      row->line.store(line, relaxed);
      row->column.store(column, relaxed);
    }
    return index;
  });
}

id address_id(const void* thing) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(thing);
  if (address == 0 || (address & ~key_bits) != 0 || !recording_here()) {
    return 0;
  }
  const std::uint16_t index =
      find_or_make(addresses, address, []() noexcept -> std::uint16_t {
        const std::uint32_t next = addresses.used.fetch_add(1);
        return next <= 0xffff ? static_cast<std::uint16_t>(next) : 0;
      });
  return index == 0 ? 0 : static_cast<id>(id_space::address) | index;
}

void detail::forget_tables() noexcept {
  std::memset(static_cast<void*>(words), 0, sizeof words);
  std::memset(static_cast<void*>(&places), 0, sizeof places);
}

}  // namespace looplab::trace
