// SPDX-License-Identifier: BSL-1.0
//
// Every screen there is, by name, as a function of its size: what golden
// files, the resize storm and the check for stray columns are run over.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "visualizer/frame/live_view.hpp"

namespace looplab::tests {

struct named_screen {
  std::string name;
  std::function<frame::grid(frame::size, const frame::glyphs&)> draw;
};

const std::vector<named_screen>& all_screens();

}  // namespace looplab::tests
