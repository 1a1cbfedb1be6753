// SPDX-License-Identifier: BSL-1.0
//
// The way along a log to a stop, in parts, so that a person can leave it: a log
// may be so long that no key should wait for its end. What cannot have a stop
// is passed over. It never asks the program.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "visualizer/model/change_index.hpp"
#include "visualizer/model/fold.hpp"
#include "visualizer/model/stops.hpp"

namespace looplab::model {

enum class way : std::uint8_t { on, back };

/// Thread safety: one thread at a time, the timeline's. Keeps references to
/// the timeline and to the stops, which must not change meanwhile.
class stop_walk {
 public:
  /// From this cursor, whose own entry is where we are: not looked at.
  stop_walk(const timeline& time, std::span<const stop> stops,
            std::size_t cursor, way direction);

  enum class result : std::uint8_t {
    found,
    more,  ///< the part is over, the log is not
    end,   ///< of the log, of its window, or of patience
  };

  /// Looks on, and folds about so many entries: with 50'000 for not much longer
  /// than a seek takes. Where `patient`, the way on waits at an entry whose
  /// source line may still become known, if that may be a stop. At the end it
  /// can be asked again, once the log has grown.
  result go_on(std::size_t about, bool patient);

  /// What was found and the cursor just after it; or how far it came.
  stop_search at() const { return {at_, found_}; }

 private:
  /// Entries that are looked at together.
  struct piece {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool folds = false;  ///< a state or a phase may be a stop there
  };

  piece piece_on() const;
  piece piece_back() const;
  std::size_t enter(const piece& next);
  const stop* take(std::size_t entry);
  bool passes(const trace::entry& e, const stop& wanted) const;
  bool waits_at(std::size_t entry) const;
  result part_on(std::size_t about);
  result part_back(std::size_t about);

  const timeline& time_;
  std::span<const stop> stops_;
  way direction_;
  bool patient_ = false;
  bool has_lines_ = false;
  std::vector<change_index::suspect> suspects_;
  std::vector<bool> was_;
  std::optional<fold> now_;
  bool folds_ = false;
  std::size_t at_ = 0;         ///< way on: next entry; back: just after it
  std::size_t piece_end_ = 0;  ///< way on: of what was entered
  const stop* found_ = nullptr;
};

}  // namespace looplab::model
