// SPDX-License-Identifier: BSL-1.0
//
// Two runs under one cursor, as values: each one's state, past and figures at
// the same moment since its first client. Composed from two logs, drawn by a
// pure function; which of the two is better it does not say.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/model/figures.hpp"

namespace looplab::frame {

/// A recording that is complete, and what was made from it. All of it outlives
/// the questions.
struct compared_source {
  const trace::log* events;
  const model::timeline* time;
  const model::program_clock* clock;
  const model::figure_book* book;
};

/// What the person chose.
struct comparer {
  struct choice {
    model::id task = 0;  ///< 0 = follow what runs
    std::uint16_t process = 0;
  };

  std::int64_t moment_ns = 0;      ///< since each one's first client
  bool steps = false;              ///< the axis: steps, or real time
  std::int64_t ns_per_column = 0;  ///< 0 = both runs fit
  std::array<choice, 2> chosen;
  std::array<std::string, 2> titles;
  std::size_t active = 0;  ///< whose lanes the keys are for
  std::string what;        ///< "the same four clients"
  bool playing = false;
  std::string speed;
  std::string message;  ///< one sentence for the narration's place
};

struct compared_run {
  live_view seen;
  model::figures so_far;
  bool over = false;  ///< its recording ended before the moment
  std::int64_t length_ns = 0;
  int columns = 0;  ///< from the window's left edge to its own last column
};

struct compare_view {
  comparer who;
  std::array<compared_run, 2> runs;
  std::int64_t first_column = 0;  ///< of the window, counted from the begin
  std::int64_t ns_per_column = 0;
  std::int64_t length_ns = 0;  ///< of the longer one
};

/// The scale at which both runs fit into a screen of this size.
std::int64_t fitting_scale(const std::array<compared_source, 2>& from,
                           size extent);

compare_view compose(const std::array<compared_source, 2>& from,
                     const comparer& who, size extent);

/// While runs are made that are to be compared: each one's name and how far it
/// is.
struct progress_view {
  std::string title;
  std::vector<std::pair<std::string, std::string>> rows;
  std::string way_out;  ///< "q leaves"
};

grid draw_progress(const progress_view& view, size extent, const glyphs& with);

/// At any size; below 80x24 it says what it needs.
grid draw_compare(const compare_view& view, size extent, const glyphs& with);

}  // namespace looplab::frame
