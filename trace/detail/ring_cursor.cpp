// SPDX-License-Identifier: BSL-1.0
//
// The reader's half of the ring protocol: read the counter, copy, read the
// counter again; a slot that the second counter says was given up meanwhile
// is dropped. The slot behind the counter is always suspect.
#include "trace/detail/ring_cursor.hpp"

#include <algorithm>
#include <cstring>

namespace looplab::trace::detail {

namespace {

// A program that emits faster than anyone takes the events away must not fill
// our memory; its ring is lapped instead, and that is counted.
constexpr std::size_t most_pending = 1u << 21;

constexpr auto acquire = std::memory_order_acquire;

bool introduces(const event& e) {
  return e.kind == event_kind::create &&
         e.sub == static_cast<std::uint8_t>(thing_kind::thread) &&
         space_of(e.subject) == id_space::thread;
}

}  // namespace

void ring_cursor::begin(bool whole) {
  const std::uint64_t head = file_->ring(index_).head.load(acquire);
  const std::uint64_t keep = whole ? place_.capacity - 1 : place_.capacity / 2;
  if (head > place_.capacity - 1) {
    next_ = head - keep;
  }
  find_owner();
}

void ring_cursor::find_owner() {
  const layout::ring_head& ring = file_->ring(index_);
  const std::uint64_t began = ring.began.load(acquire);
  const id owner = ring.owner.load(acquire);
  owner_ = 0;
  coming_ = ~std::uint64_t{0};
  if (began == layout::changing_hands || ring.began.load(acquire) != began) {
    return;  // its first event, which follows, will say who it is
  }
  if (began <= next_) {
    owner_ = owner;
  } else {
    coming_ = began;
    coming_owner_ = owner;
  }
}

void ring_cursor::lose(std::uint64_t events) {
  lost_ += events;
  gap_ += events;
}

void ring_cursor::keep(const event& e, std::uint64_t index) {
  if (introduces(e)) {
    owner_ = e.subject;
  } else if (index == coming_) {
    owner_ = coming_owner_;
  }
  if (owner_ == 0) {
    lose(1);
    return;
  }
  if (e.kind == event_kind::gap || static_cast<int>(e.kind) >= event_kinds) {
    return;  // a word of a newer minor version
  }
  if (gap_ != 0) {
    pending_.push_back({{e.ts, event_kind::gap, 0, 0, owner_, 0, 0,
                         static_cast<std::int64_t>(gap_)},
                        owner_});
    gap_ = 0;
  }
  pending_.push_back({e, owner_});
}

void ring_cursor::copy(std::uint64_t from, std::uint64_t count) {
  scratch_.resize(count);
  std::uint64_t done = 0;
  while (done < count) {
    const std::uint64_t slot = (from + done) & (place_.capacity - 1);
    const std::uint64_t part = std::min(count - done, place_.capacity - slot);
    if (!file_->read(place_.offset + slot * sizeof(event), &scratch_[done],
                     part * sizeof(event))) {
      // Cut off under us; zeros are no event of any kind.
      std::memset(static_cast<void*>(&scratch_[done]), 0, part * sizeof(event));
    }
    done += part;
  }
}

bool ring_cursor::pull() {
  const layout::ring_head& ring = file_->ring(index_);
  const std::uint64_t head = ring.head.load(acquire);
  if (head <= next_ || pending_.size() >= most_pending) {
    return true;
  }
  bool whole = true;
  if (head - next_ > place_.capacity - 1) {
    // Half a ring back: at the very edge we would lose again while copying.
    const std::uint64_t to = head - place_.capacity / 2;
    lose(to - next_);
    next_ = to;
    find_owner();
    whole = false;
  }
  const std::uint64_t count = head - next_;
  copy(next_, count);
  const std::uint64_t now = ring.head.load(acquire);
  const std::uint64_t first_good =
      now >= place_.capacity ? now - place_.capacity + 1 : 0;
  std::uint64_t dropped = 0;
  if (first_good > next_) {
    dropped = std::min(first_good - next_, count);
    lose(dropped);
    next_ += dropped;
    find_owner();
    whole = false;
  }
  for (std::uint64_t i = dropped; i < count; ++i, ++next_) {
    keep(scratch_[i], next_);
  }
  return whole;
}

}  // namespace looplab::trace::detail
