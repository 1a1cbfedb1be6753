// SPDX-License-Identifier: BSL-1.0
//
// From a 64-bit key to a slot number: a hash table with open addressing,
// because the fold asks it two or three times for every event. It keeps one
// slot a key (the newest) and no order.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace looplab::model {

/// Thread safety: none.
class slot_index {
 public:
  static constexpr std::uint32_t nothing = 0xffffffffu;

  /// With room for so many keys.
  explicit slot_index(std::size_t keys = 0)
      : cells_(std::bit_ceil(2 * keys + 64)) {}

  /// `nothing` if the key is not known.
  std::uint32_t find(std::uint64_t key) const {
    for (std::size_t i = home(key);; i = next(i)) {
      if (cells_[i].slot == nothing) {
        return nothing;
      }
      if (cells_[i].key == key) {
        return cells_[i].slot;
      }
    }
  }

  /// From now on the key means this slot.
  void put(std::uint64_t key, std::uint32_t slot) {
    if ((used_ + 1) * 2 > cells_.size()) {
      double_size();
    }
    cell& at = cells_[place_of(key)];
    used_ += at.slot == nothing ? 1 : 0;
    at = {key, slot};
  }

  /// Forgets the key, but only if it still means this slot: a descriptor's
  /// number may have been given away again meanwhile.
  void forget(std::uint64_t key, std::uint32_t slot) {
    std::size_t hole = place_of(key);
    if (cells_[hole].slot == nothing || cells_[hole].slot != slot) {
      return;
    }
    --used_;
    // Keys after the hole that were pushed past it move back into it, so that
    // a search never has to step over a grave.
    for (std::size_t i = next(hole); cells_[i].slot != nothing; i = next(i)) {
      const std::size_t wish = home(cells_[i].key);
      if (((i - wish) & mask()) >= ((i - hole) & mask())) {
        cells_[hole] = cells_[i];
        hole = i;
      }
    }
    cells_[hole].slot = nothing;
  }

 private:
  struct cell {
    std::uint64_t key = 0;
    std::uint32_t slot = nothing;
  };

  std::size_t mask() const { return cells_.size() - 1; }

  std::size_t next(std::size_t i) const { return (i + 1) & mask(); }

  std::size_t home(std::uint64_t key) const {
    return (key * 0x9e3779b97f4a7c15u) >> 20 & mask();
  }

  std::size_t place_of(std::uint64_t key) const {
    std::size_t i = home(key);
    while (cells_[i].slot != nothing && cells_[i].key != key) {
      i = next(i);
    }
    return i;
  }

  void double_size() {
    std::vector<cell> old(cells_.size() * 2);
    old.swap(cells_);
    for (const cell& c : old) {
      if (c.slot != nothing) {
        cells_[place_of(c.key)] = c;
      }
    }
  }

  std::vector<cell> cells_;
  std::size_t used_ = 0;
};

}  // namespace looplab::model
