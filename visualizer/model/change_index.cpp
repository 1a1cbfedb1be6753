// SPDX-License-Identifier: BSL-1.0
//
// A stretch is a list of words without order: what makes it quick is that it
// lies in a row in memory, four bytes for each lane that changed. When all of
// them take too much, each two neighbours become one, in which a lane that
// changed in both stands only once.
#include "visualizer/model/change_index.hpp"

#include <algorithm>
#include <utility>

namespace looplab::model {

namespace {

/// Fewer stretches would not help anybody who looks for something. What one of
/// them may take follows from it.
constexpr std::size_t fewest_stretches = 64;
constexpr std::size_t recent_marks = 4096;
constexpr unsigned state_bits = 8;

std::uint32_t mark_in(std::uint32_t word) {
  return word >> state_bits;
}

}  // namespace

change_index::change_index(std::size_t most_bytes)
    : most_bytes_(most_bytes), recent_(recent_marks) {}

/// Of 24 bits: among ten million marks hardly one is taken for another.
std::uint32_t change_index::mark_of(std::uint64_t lane) {
  return static_cast<std::uint32_t>((lane + 1) * 0x9e3779b97f4a7c15u >> 40);
}

change_index::stretch change_index::extent(std::size_t index) const {
  const std::size_t begin = (first_ + index) * length_;
  return {begin, begin + length_};
}

void change_index::note(std::size_t entry, std::uint64_t lane,
                        std::uint8_t states) {
  reach(entry);
  if (sets_.back().full) {
    return;
  }
  const std::uint32_t mark = mark_of(lane);
  std::uint32_t& at = recent_[mark % recent_marks];
  if (at < filling_.size() && mark_in(filling_[at]) == mark) {
    filling_[at] |= states;
    return;
  }
  at = static_cast<std::uint32_t>(filling_.size());
  filling_.push_back(mark << state_bits | states);
  if (is_too_large(filling_)) {
    sets_.back().full = true;
    filling_.clear();
  }
}

/// Opens the stretch of the entry, and those before it that nobody noted
/// anything in.
void change_index::reach(std::size_t entry) {
  if (sets_.empty()) {
    first_ = entry / length_;
    sets_.emplace_back();
  }
  while (entry >= extent(sets_.size() - 1).end) {
    close();
    if (bytes_ > most_bytes_ && sets_.size() > fewest_stretches) {
      thin_out();
    } else {
      sets_.emplace_back();
    }
  }
}

/// Once, and not larger than it is: holes would make all else in memory slow.
void change_index::close() {
  sets_.back().words = {filling_.begin(), filling_.end()};
  bytes_ += sizeof(set) + filling_.size() * sizeof(std::uint32_t);
  filling_.clear();
}

bool change_index::is_too_large(const std::vector<std::uint32_t>& words) const {
  return words.size() >
         most_bytes_ / fewest_stretches / sizeof(std::uint32_t) + 1;
}

change_index::set change_index::joined(set& first, set& second) const {
  set both;
  both.full = first.full || second.full;
  if (both.full) {
    return both;
  }
  std::vector<std::uint32_t>& words = first.words;
  words.insert(words.end(), second.words.begin(), second.words.end());
  std::sort(words.begin(), words.end());
  std::size_t kept = 0;
  for (const std::uint32_t word : words) {
    if (kept > 0 && mark_in(words[kept - 1]) == mark_in(word)) {
      words[kept - 1] |= word;
    } else {
      words[kept++] = word;
    }
  }
  words.resize(kept);
  both.full = is_too_large(words);
  if (!both.full) {
    both.words = {words.begin(), words.end()};
  }
  return both;
}

void change_index::thin_out() {
  if (first_ % 2 != 0) {
    sets_.emplace_front();
    --first_;
  }
  for (std::size_t i = 0; i < sets_.size(); i += 2) {
    if (i + 1 < sets_.size()) {
      sets_[i / 2] = joined(sets_[i], sets_[i + 1]);
    } else {
      sets_[i / 2] = std::move(sets_[i]);
    }
  }
  sets_.resize((sets_.size() + 1) / 2);
  first_ /= 2;
  length_ *= 2;
  filling_ = std::move(sets_.back().words);
  sets_.back().words = {};
  count_bytes();
}

/// Of those that are closed.
void change_index::count_bytes() {
  bytes_ = 0;
  for (const set& one : sets_) {
    bytes_ += sizeof(set) + one.words.size() * sizeof(std::uint32_t);
  }
}

void change_index::let_go(std::size_t before) {
  std::size_t gone = 0;
  while (gone < sets_.size() && extent(gone).end <= before) {
    ++gone;
  }
  if (gone > 0) {
    sets_.erase(sets_.begin(),
                sets_.begin() + static_cast<std::ptrdiff_t>(gone));
    first_ += gone;
    if (sets_.empty()) {
      filling_.clear();
    }
    count_bytes();
  }
}

bool change_index::may_have(std::size_t index,
                            std::span<const suspect> any_of) const {
  const bool filled = index + 1 < sets_.size();
  const std::span<const std::uint32_t> words =
      filled ? sets_[index].words : filling_;
  return sets_[index].full ||
         std::ranges::any_of(any_of, [words](const suspect& who) {
           const std::uint32_t mark = mark_of(who.lane);
           return std::ranges::any_of(words, [&](std::uint32_t word) {
             return mark_in(word) == mark && (word & who.states) != 0;
           });
         });
}

std::optional<change_index::stretch> change_index::next(
    std::size_t entry, std::span<const suspect> any_of) const {
  const std::size_t number = entry / length_;
  for (std::size_t i = number > first_ ? number - first_ : 0; i < sets_.size();
       ++i) {
    if (may_have(i, any_of)) {
      return extent(i);
    }
  }
  return std::nullopt;
}

std::optional<change_index::stretch> change_index::previous(
    std::size_t entry, std::span<const suspect> any_of) const {
  const std::size_t number = entry / length_;
  const std::size_t behind = number < first_ ? 0 : number - first_ + 1;
  for (std::size_t i = std::min(behind, sets_.size()); i-- > 0;) {
    if (may_have(i, any_of)) {
      return extent(i);
    }
  }
  return std::nullopt;
}

}  // namespace looplab::model
