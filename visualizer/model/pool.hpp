// SPDX-License-Identifier: BSL-1.0
//
// Records in numbered slots, in chunks that copies of a pool share until one
// of them writes. So a snapshot of ten thousand records costs a few hundred
// pointers, and what changed between two snapshots costs only its own chunks.
// It does not know which slots are free: a record with `self == 0` is none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace looplab::model {

/// Thread safety: none; copies in different threads may not share chunks.
template <class Record>
class pool {
 public:
  static constexpr std::size_t per_chunk = 16;

  /// How many slots there are, used or not.
  std::size_t size() const { return size_; }

  /// Requires `slot < size()`.
  const Record& operator[](std::size_t slot) const {
    return (*chunks_[slot / per_chunk])[slot % per_chunk];
  }

  /// The record, to be changed: its chunk is copied first if a snapshot still
  /// looks at it. The reference is good until the pool is copied or grows.
  Record& edit(std::size_t slot) {
    std::shared_ptr<chunk>& mine = chunks_[slot / per_chunk];
    if (mine.use_count() > 1) {
      mine = std::make_shared<chunk>(*mine);
      ++made_;
    }
    return (*mine)[slot % per_chunk];
  }

  /// The first slot of `free`, or else a new one, with an empty record.
  std::size_t take(std::vector<std::uint32_t>& free) {
    if (free.empty()) {
      return grow();
    }
    const std::size_t slot = free.back();
    free.pop_back();
    edit(slot) = Record{};
    return slot;
  }

  /// A new slot at the end, with an empty record.
  std::size_t grow() {
    if (size_ == chunks_.size() * per_chunk) {
      chunks_.push_back(std::make_shared<chunk>());
      ++made_;
    }
    return size_++;
  }

  /// All chunks that it, and what it was copied from, have ever made.
  std::size_t made_bytes() const { return made_ * sizeof(chunk); }

  /// Those it has now, shared or not; and the list of them, which is its own.
  std::size_t chunk_bytes() const { return chunks_.size() * sizeof(chunk); }

  std::size_t list_bytes() const {
    return chunks_.capacity() * sizeof(std::shared_ptr<chunk>);
  }

 private:
  using chunk = std::array<Record, per_chunk>;

  std::vector<std::shared_ptr<chunk>> chunks_;
  std::size_t size_ = 0;
  std::size_t made_ = 0;
};

}  // namespace looplab::model
