// SPDX-License-Identifier: BSL-1.0
//
// The entries of a log: as many as there are, in memory that is bounded once
// somebody says how much of it may be used. What is older is read again from
// the file that has it, or let go when there is none. Nothing here writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trace/entry.hpp"

namespace looplab::trace {

/// A file that has the first `size()` entries of a log.
class entry_store {
 public:
  virtual ~entry_store() = default;
  virtual std::size_t size() const = 0;
  /// Reads the entries from `first` on. False if the file has them no more.
  virtual bool read(std::size_t first, std::span<entry> to) const = 0;
};

/// Thread safety: none, looking included: a look may read the store.
class entry_list {
 public:
  /// Entries come and go in blocks of that many.
  static constexpr std::size_t per_block = 65536;

  entry_list();

  void append(const entry& e) {
    if (recent_.back().size() == per_block) {
      begin_block();
    }
    recent_.back().push_back(e);
    ++size_;
  }

  /// How many there ever were.
  std::size_t size() const { return size_; }

  /// The first that can be asked for, but for the very first one, which is
  /// always known: times are told from it.
  std::size_t oldest() const { return oldest_; }

  /// An entry that was let go is a gap without a number, at the time of the
  /// oldest one. Requires `i < size()`.
  entry operator[](std::size_t i) const {
    return i >= begin_ ? recent_[(i - begin_) / per_block][i % per_block]
                       : older(i);
  }

  /// The entries from `first` on that lie together in memory: at least one.
  /// Good until the next append. Requires `first` among the newest block.
  std::span<const entry> together(std::size_t first) const;

  /// From now on at most about so many entries stay in memory, and never less
  /// than two blocks; but only what the store has leaves it by itself. 0: all.
  void keep(std::size_t entries);

  /// Lets go of what is too much and nobody has: oldest() moves on. For whoever
  /// has looked at all of it.
  void let_go();

  /// Who has what does not stay in memory; nullptr: nobody.
  void back_with(std::shared_ptr<const entry_store> store) {
    store_ = std::move(store);
  }

 private:
  struct cached {
    std::size_t begin = 0;
    std::vector<entry> entries;
  };

  void begin_block();

  bool too_many() const {
    return most_blocks_ != 0 && recent_.size() > most_blocks_;
  }

  void shrink();
  void drop_first();
  entry older(std::size_t i) const;
  const cached& block_of(std::size_t i) const;

  std::vector<std::vector<entry>> recent_;  ///< the last one is being filled
  std::size_t begin_ = 0;                   ///< of the first of them
  std::size_t size_ = 0;
  std::size_t oldest_ = 0;
  std::size_t most_blocks_ = 0;  ///< 0: any number
  entry first_{};
  std::shared_ptr<const entry_store> store_;
  mutable std::vector<cached> again_;  ///< read again; the last used one first
};

}  // namespace looplab::trace
