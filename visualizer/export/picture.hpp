// SPDX-License-Identifier: BSL-1.0
//
// The frames of a recording as a person who plays it sees them, for every
// export that shows them: drawn by the same code as the terminal's, so that no
// file can tell another story.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::exporting {

/// How the frames are drawn.
struct picture {
  frame::size extent{100, 30};
  frame::theme theme = frame::theme::dark;
  std::string title;  ///< "" = what the recording is of
  std::string speed;  ///< words for the header, "" = none
  bool ascii = false;
  bool real_time = false;  ///< columns of real time instead of steps
  bool projector = false;  ///< few lanes and big words
  model::id selected = 0;  ///< the chosen lane, 0 = follow what runs
  std::uint16_t selected_process = 0;
  std::string filter;      ///< which lanes are shown, see model::lane_filter
  model::whose process{};  ///< one of a family, or all together
  /// Those of the same recording, which the header counts; nullptr: it does
  /// not.
  const model::warnings* warnings = nullptr;
};

/// Part of a recording, as cursors.
struct range {
  std::size_t from = 0, until = 0;
};

/// Of the picture, or, where it has none, of what the recording is of.
std::string title_of(const trace::log& events, const picture& how);

/// Who plays the recording and stands at `cursor`.
frame::viewer viewer_of(const trace::log& events, const picture& how,
                        std::size_t cursor);

/// The frame that shows `cursor` entries. Requires that the timeline has caught
/// up with its log.
frame::grid frame_at(const model::timeline& time, const picture& how,
                     std::size_t cursor, frame::beat in = frame::beat::whole);

/// Every cursor that the key `n` stops at, the ends of the range included.
std::vector<std::size_t> stops_of(const trace::log& events, const range& part);

}  // namespace looplab::exporting
