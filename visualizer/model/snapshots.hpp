// SPDX-License-Identifier: BSL-1.0
//
// Snapshots of the fold on its way through a log, in bounded memory: one every
// thousand entries, and whenever they take too much, every other one goes and
// the distance doubles. It folds nothing itself.
#pragma once

#include <cstddef>
#include <vector>

#include "visualizer/model/facts.hpp"

namespace looplab::model {

/// There is always at least one. Thread safety: none.
class snapshots {
 public:
  static constexpr std::size_t least_spacing = 1000;

  /// Begins with the empty state before the first entry.
  explicit snapshots(std::size_t most_bytes);

  /// Whether keep() wants to see the fold when it stands here.
  bool due(std::size_t position) const { return position % spacing_ == 0; }

  void keep(const facts& now);

  /// Forgets those before this entry, which nobody can be asked for any more.
  /// `now` is kept if it would be the only one.
  void let_go(std::size_t before, const facts& now);

  std::size_t size() const { return all_.size(); }

  /// In order of their positions.
  const facts& operator[](std::size_t index) const { return all_[index].at; }

  /// The index of the last one at or before the cursor, or 0.
  std::size_t index_of(std::size_t cursor) const;

  const facts& before(std::size_t cursor) const {
    return (*this)[index_of(cursor)];
  }

  /// Between two of them, in entries.
  std::size_t spacing() const { return spacing_; }

  /// About what they take.
  std::size_t bytes() const { return bytes_; }

 private:
  struct kept {
    facts at;
    std::size_t made = 0;  ///< bytes the fold had ever made when it was taken
  };

  void thin_out();
  void count_bytes();
  std::size_t own_bytes(std::size_t index) const;

  std::vector<kept> all_;
  std::size_t most_bytes_;
  std::size_t spacing_ = least_spacing;
  std::size_t bytes_ = 0;
};

}  // namespace looplab::model
