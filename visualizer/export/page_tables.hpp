// SPDX-License-Identifier: BSL-1.0
//
// What an exported page knows of the terminal besides its frames: the keys, the
// speeds, the beats, and what shapes and colours mean. All of it comes from the
// terminal's own tables.
#pragma once

#include <string>

#include "visualizer/export/page.hpp"
#include "visualizer/frame/theme.hpp"

namespace looplab::exporting {

/// Members of a JSON object, without its braces. Of the keys those that a page
/// can honour, since its help lists them all.
std::string page_tables(const page_options& with, const frame::glyphs& drawn);

}  // namespace looplab::exporting
