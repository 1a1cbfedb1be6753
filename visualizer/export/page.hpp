// SPDX-License-Identifier: BSL-1.0
//
// A recording as one HTML file that plays it: nothing is loaded, nothing is
// asked of a network. The frames are drawn here, by the code that draws them on
// a terminal, and stored as what changes from one to the next. A page that drew
// lanes by itself would be a second visualizer, and could tell another story
// than the first; this one only puts cells where it is told.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "visualizer/export/picture.hpp"

namespace looplab::exporting {

struct page_speed {
  int milliseconds = 500;  ///< between two events
  std::string name;        ///< "2 events/s"
};

struct page_options {
  std::vector<page_speed> speeds;  ///< slowest first; at least one
  std::size_t speed = 0;           ///< the one to begin with
};

/// More stops than this (stops_of) make a page that opens slowly; the caller
/// refuses them.
inline constexpr std::size_t most_page_stops = 5'000;

/// With both axes of time; `how` says with which it opens. False if the stream
/// fails.
bool write_page(const model::timeline& time, const picture& how,
                const range& part, const page_options& with, std::ostream& out);

}  // namespace looplab::exporting
