// SPDX-License-Identifier: BSL-1.0
//
// First in, first out, with a number of places that never changes: what waits
// here is bounded by construction. It refuses nothing: whoever pushes knows
// that there is room.
#pragma once

#include <cstddef>
#include <vector>

namespace looplab::load {

/// Not thread-safe.
template <typename Item>
class ring {
 public:
  explicit ring(std::size_t places) : items_(places) {}

  bool empty() const { return size_ == 0; }

  bool full() const { return size_ == items_.size(); }

  std::size_t size() const { return size_; }

  /// Requires: not full.
  void push(const Item& item) {
    items_[place(size_)] = item;
    ++size_;
  }

  /// Requires: not empty.
  Item pop() {
    const Item item = items_[first_];
    first_ = place(1);
    --size_;
    return item;
  }

  void clear() { size_ = 0; }

 private:
  // Division would cost more than all the rest of a push.
  std::size_t place(std::size_t distance) const {
    const std::size_t at = first_ + distance;
    return at < items_.size() ? at : at - items_.size();
  }

  std::vector<Item> items_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace looplab::load
