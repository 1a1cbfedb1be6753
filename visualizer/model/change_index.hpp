// SPDX-License-Identifier: BSL-1.0
//
// Which lanes came into which states in which stretch of a log, so that who
// looks for a change folds only the stretches that may have it. It is never
// silent about a change, but may name a stretch without one: whoever asks looks
// for himself. In bounded memory; it folds nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "visualizer/model/state.hpp"

namespace looplab::model {

/// Thread safety: none.
class change_index {
 public:
  static constexpr std::size_t least_length = 1000;
  static constexpr std::uint8_t any_state = 0xff;

  /// The phase of the shown loop, as if it were a lane's state.
  static constexpr std::uint64_t shown_loop = ~std::uint64_t{0};

  explicit change_index(std::size_t most_bytes);

  static constexpr std::uint64_t lane(std::uint16_t process, id self) {
    return std::uint64_t{process} << 32 | self;
  }

  /// Of states numbered 0 to 7.
  template <class State>
  static constexpr std::uint8_t only(State state) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(state));
  }

  /// With this entry, or with a sample before it, the lane came into one of
  /// these states. Entries come in their order.
  void note(std::size_t entry, std::uint64_t lane, std::uint8_t states);

  /// Some entries, [begin, end). What they changed is seen by the cursors
  /// [begin, end], because a sample is seen by the cursor before its entry.
  struct stretch {
    std::size_t begin = 0;
    std::size_t end = 0;

    /// The last cursor that sees nothing of it; none does if it is the first.
    std::size_t before() const { return begin == 0 ? 0 : begin - 1; }
  };

  /// Who is looked for, and what he came into.
  struct suspect {
    std::uint64_t lane = 0;
    std::uint8_t states = any_state;
  };

  /// The first stretch with a suspect that has this entry or a later one. Its
  /// end may lie beyond the log's.
  std::optional<stretch> next(std::size_t entry,
                              std::span<const suspect> any_of) const;
  /// The last one that has this entry or an earlier one.
  std::optional<stretch> previous(std::size_t entry,
                                  std::span<const suspect> any_of) const;

  /// Forgets what is older than this entry, as far as whole stretches are.
  void let_go(std::size_t before);

  std::size_t bytes() const {
    return words_.size() * sizeof(std::uint32_t) + sets_.size() * sizeof(set);
  }

 private:
  /// Where the words of a stretch end: those of the one before are before them.
  struct set {
    std::size_t end = 0;
    bool full = false;  ///< all is thought possible, and no word is kept
  };

  static std::uint32_t mark_of(std::uint64_t lane);
  std::span<const std::uint32_t> words_of(std::size_t index) const;
  bool may_have(std::size_t index, std::span<const suspect> any_of) const;
  stretch extent(std::size_t index) const;
  std::size_t most_words() const;
  void reach(std::size_t entry);
  void thin_out();
  set joined(std::size_t first, std::size_t begin, std::size_t to);

  std::size_t most_bytes_;
  std::size_t length_ = least_length;  ///< of a stretch, in entries
  std::size_t first_ = 0;              ///< the number of the first of them
  std::vector<set> sets_;              ///< the last one is being filled
  std::vector<std::uint32_t> words_;   ///< of all, a mark and states in each
  std::size_t filling_ = 0;            ///< where those of the last one begin
  std::vector<std::uint32_t> recent_;  ///< where in words_ a mark may lie
};

}  // namespace looplab::model
