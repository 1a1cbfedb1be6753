// SPDX-License-Identifier: BSL-1.0
//
// A stretch is a list of words without order: what makes it quick is that all
// lie in a row in memory, four bytes for each lane that changed in each. When
// all of them take too much, each two neighbours become one, in which a lane
// that changed in both stands only once.
#include "visualizer/model/change_index.hpp"

#include <algorithm>

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

std::span<const std::uint32_t> change_index::words_of(std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : sets_[index - 1].end;
  const bool filled = index + 1 < sets_.size();
  const std::size_t end = filled ? sets_[index].end : words_.size();
  return std::span(words_).subspan(begin, end - begin);
}

std::size_t change_index::most_words() const {
  return most_bytes_ / fewest_stretches / sizeof(std::uint32_t) + 1;
}

void change_index::note(std::size_t entry, std::uint64_t lane,
                        std::uint8_t states) {
  reach(entry);
  if (sets_.back().full) {
    return;
  }
  const std::uint32_t mark = mark_of(lane);
  std::uint32_t& at = recent_[mark % recent_marks];
  if (at >= filling_ && at < words_.size() && mark_in(words_[at]) == mark) {
    words_[at] |= states;
    return;
  }
  at = static_cast<std::uint32_t>(words_.size());
  words_.push_back(mark << state_bits | states);
  if (words_.size() - filling_ > most_words()) {
    sets_.back().full = true;
    words_.resize(filling_);
  }
}

/// Opens the stretch of the entry, and those before it that nobody noted
/// anything in.
void change_index::reach(std::size_t entry) {
  if (sets_.empty()) {
    // In one piece, of which only what is used is real: small ones would lie
    // between the snapshots, and make them slower to go through.
    words_.reserve(most_bytes_ / sizeof(std::uint32_t) + most_words());
    first_ = entry / length_;
    sets_.emplace_back();
  }
  while (entry >= extent(sets_.size() - 1).end) {
    sets_.back().end = words_.size();
    if (bytes() > most_bytes_ && sets_.size() > fewest_stretches) {
      thin_out();
    } else {
      sets_.emplace_back();
      filling_ = words_.size();
    }
  }
}

/// Of the stretch with this index and the next one, whose words begin there:
/// moves them to `to`, which is not behind them, each mark once.
change_index::set change_index::joined(std::size_t first, std::size_t begin,
                                       std::size_t to) {
  const bool alone = first + 1 == sets_.size();
  const std::size_t end = sets_[alone ? first : first + 1].end;
  if (sets_[first].full || (!alone && sets_[first + 1].full)) {
    return {to, true};
  }
  const auto at = [this](std::size_t index) {
    return words_.begin() + static_cast<std::ptrdiff_t>(index);
  };
  std::sort(at(begin), at(end));
  std::size_t kept = to;
  for (std::size_t i = begin; i < end; ++i) {
    if (kept > to && mark_in(words_[kept - 1]) == mark_in(words_[i])) {
      words_[kept - 1] |= words_[i];
    } else {
      words_[kept++] = words_[i];
    }
  }
  return kept - to > most_words() ? set{to, true} : set{kept, false};
}

void change_index::thin_out() {
  if (first_ % 2 != 0) {
    sets_.insert(sets_.begin(), set{});
    --first_;
  }
  std::size_t begin = 0, to = 0;
  for (std::size_t i = 0; i < sets_.size(); i += 2) {
    const std::size_t end = sets_[std::min(i + 1, sets_.size() - 1)].end;
    filling_ = to;
    sets_[i / 2] = joined(i, begin, to);
    to = sets_[i / 2].end;
    begin = end;
  }
  words_.resize(to);
  sets_.resize((sets_.size() + 1) / 2);
  first_ /= 2;
  length_ *= 2;
}

void change_index::let_go(std::size_t before) {
  std::size_t gone = 0;
  while (gone < sets_.size() && extent(gone).end <= before) {
    ++gone;
  }
  if (gone == 0) {
    return;
  }
  const std::size_t words =
      gone == sets_.size() ? words_.size() : sets_[gone - 1].end;
  words_.erase(words_.begin(),
               words_.begin() + static_cast<std::ptrdiff_t>(words));
  sets_.erase(sets_.begin(), sets_.begin() + static_cast<std::ptrdiff_t>(gone));
  for (set& one : sets_) {
    one.end -= std::min(words, one.end);
  }
  filling_ -= std::min(words, filling_);
  first_ += gone;
}

bool change_index::may_have(std::size_t index,
                            std::span<const suspect> any_of) const {
  const std::span<const std::uint32_t> words = words_of(index);
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
