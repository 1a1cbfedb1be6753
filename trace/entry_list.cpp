// SPDX-License-Identifier: BSL-1.0
//
// A list of blocks of which the newest lie in memory, and a few that were read
// again, the longest unused of which makes room for the next.
#include "trace/entry_list.hpp"

#include <algorithm>
#include <utility>

namespace looplab::trace {

namespace {

/// A picture looks at two or three moments of a log, far from each other.
constexpr std::size_t most_again = 4;

/// What the file says was checked when it was read first. It may have been
/// changed since: then what is shown is wrong, but not what we do.
entry sound(const entry& e) {
  return static_cast<int>(e.kind) < event_kinds ? e : entry{};
}

}  // namespace

entry_list::entry_list() : recent_(1) {}

void entry_list::begin_block() {
  recent_.emplace_back();
  recent_.back().reserve(per_block);
  shrink();
}

void entry_list::keep(std::size_t entries) {
  most_blocks_ = entries == 0
                     ? 0
                     : std::max<std::size_t>(2, (entries - 1) / per_block + 1);
  shrink();
}

void entry_list::drop_first() {
  first_ = begin_ == 0 ? recent_.front().front() : first_;
  begin_ += per_block;
  recent_.erase(recent_.begin());
}

void entry_list::shrink() {
  while (too_many() && store_ != nullptr &&
         store_->size() >= begin_ + per_block) {
    drop_first();
  }
}

void entry_list::let_go() {
  shrink();
  while (too_many()) {
    drop_first();
    oldest_ = begin_;
  }
}

std::span<const entry> entry_list::together(std::size_t first) const {
  const std::vector<entry>& block = recent_[(first - begin_) / per_block];
  return std::span(block).subspan(first % per_block);
}

entry entry_list::older(std::size_t i) const {
  if (i == 0) {
    return first_;
  }
  if (i < oldest_) {
    entry gone{};
    gone.t_ns = oldest_ < size_ ? (*this)[oldest_].t_ns : 0;
    return gone;
  }
  const cached& block = !again_.empty() && i - again_[0].begin < per_block
                            ? again_[0]
                            : block_of(i);
  return block.entries[i - block.begin];
}

const entry_list::cached& entry_list::block_of(std::size_t i) const {
  const std::size_t begin = i / per_block * per_block;
  const auto known = std::find_if(
      again_.begin(), again_.end(),
      [begin](const cached& block) { return block.begin == begin; });
  if (known != again_.end()) {
    std::rotate(again_.begin(), known, known + 1);
    return again_.front();
  }
  if (again_.size() < most_again) {
    again_.emplace_back();
  }
  std::rotate(again_.begin(), again_.end() - 1, again_.end());
  cached& block = again_.front();
  block.begin = begin;
  block.entries.assign(per_block, entry{});
  if (store_ == nullptr || !store_->read(begin, block.entries)) {
    block.entries.assign(per_block, entry{});
  }
  std::transform(block.entries.begin(), block.entries.end(),
                 block.entries.begin(), sound);
  return block;
}

}  // namespace looplab::trace
