// SPDX-License-Identifier: BSL-1.0
//
// Two recordings under one cursor, at one moment: the screen of the comparison
// as `looplab replay A B` shows it.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "visualizer/export/picture.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::exporting {

/// `cursor` is of the first one. Requires that both have caught up.
frame::grid beside(const model::timeline& first, const model::timeline& second,
                   const std::array<std::string, 2>& titles, const picture& how,
                   std::size_t cursor);

}  // namespace looplab::exporting
