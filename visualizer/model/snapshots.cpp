// SPDX-License-Identifier: BSL-1.0
//
// What a snapshot takes are the chunks that the one before it does not have:
// as many as the fold has made in between, and never more than all of its own.
#include "visualizer/model/snapshots.hpp"

#include <algorithm>

namespace looplab::model {

namespace {

// Below that, halving gives nothing back: a single state is that large.
constexpr std::size_t fewest = 4;

std::size_t made_bytes(const facts& of) {
  return of.tasks.made_bytes() + of.descriptors.made_bytes() +
         of.things.made_bytes() + of.loops.made_bytes();
}

std::size_t chunk_bytes(const facts& of) {
  return of.tasks.chunk_bytes() + of.descriptors.chunk_bytes() +
         of.things.chunk_bytes() + of.loops.chunk_bytes();
}

/// What no two of them share.
std::size_t list_bytes(const facts& of) {
  return sizeof(facts) + of.tasks.list_bytes() + of.descriptors.list_bytes() +
         of.things.list_bytes() + of.loops.list_bytes() +
         of.processes.size() * sizeof(process_record);
}

}  // namespace

snapshots::snapshots(std::size_t most_bytes) : most_bytes_(most_bytes) {
  all_.emplace_back();
}

std::size_t snapshots::own_bytes(std::size_t index) const {
  const kept& one = all_[index];
  const std::size_t whole = chunk_bytes(one.at);
  const std::size_t fresh =
      index == 0 ? whole : one.made - all_[index - 1].made;
  return list_bytes(one.at) + std::min(fresh, whole);
}

void snapshots::keep(const facts& now) {
  all_.push_back({now, made_bytes(now)});
  bytes_ += own_bytes(all_.size() - 1);
  while (bytes_ > most_bytes_ && all_.size() > fewest) {
    thin_out();
  }
}

void snapshots::thin_out() {
  spacing_ *= 2;
  // The first one is what all the others may begin from.
  const auto gone =
      std::remove_if(all_.begin() + 1, all_.end(),
                     [this](const kept& one) { return !due(one.at.position); });
  all_.erase(gone, all_.end());
  count_bytes();
}

void snapshots::count_bytes() {
  bytes_ = 0;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    bytes_ += own_bytes(i);
  }
}

void snapshots::let_go(std::size_t before, const facts& now) {
  const auto first = std::find_if(
      all_.begin(), all_.end(),
      [before](const kept& one) { return one.at.position >= before; });
  if (first == all_.begin()) {
    return;
  }
  all_.erase(all_.begin(), first);
  if (all_.empty()) {
    all_.push_back({now, made_bytes(now)});
  }
  count_bytes();
}

std::size_t snapshots::index_of(std::size_t cursor) const {
  const auto behind = std::upper_bound(all_.begin() + 1, all_.end(), cursor,
                                       [](std::size_t wanted, const kept& one) {
                                         return wanted < one.at.position;
                                       });
  return static_cast<std::size_t>(behind - all_.begin()) - 1;
}

}  // namespace looplab::model
