// SPDX-License-Identifier: BSL-1.0
//
// The entries of a recording, found by their number: where each chunk of them
// lies in the file. Read with pread, which a file that was cut off meanwhile
// answers with less, not with a signal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trace/entry_list.hpp"

namespace looplab::trace::detail {

class recorded_entries final : public entry_store {
 public:
  /// Keeps a descriptor of its own: the file may be closed by whoever gave it.
  explicit recorded_entries(int file);
  ~recorded_entries() override;
  recorded_entries(const recorded_entries&) = delete;
  recorded_entries& operator=(const recorded_entries&) = delete;

  /// The next `count` entries lie at this offset, one behind the other.
  void add(std::uint64_t offset, std::size_t count);

  std::size_t chunks() const { return pieces_.size(); }

  struct chunk_place {
    std::uint64_t offset;
    std::size_t count;
  };

  chunk_place chunk(std::size_t index) const;

  std::size_t size() const override { return size_; }

  bool read(std::size_t first, std::span<entry> to) const override;

 private:
  std::size_t end_of(std::size_t index) const {
    return index + 1 == pieces_.size() ? size_ : pieces_[index + 1].first;
  }

  struct piece {
    std::size_t first;
    std::uint64_t offset;
  };

  int file_;
  std::size_t size_ = 0;
  std::vector<piece> pieces_;
};

}  // namespace looplab::trace::detail
