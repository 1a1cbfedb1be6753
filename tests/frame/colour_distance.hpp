// SPDX-License-Identifier: BSL-1.0
//
// How different two colours look: CIEDE2000 between what eyes of each kind
// make of them (Machado, Oliveira, Fernandes 2009, severity 1).
#pragma once

#include "visualizer/export/rgb.hpp"

namespace looplab::tests {

enum class vision { normal, protan, deutan, tritan };

/// 0 = the same; 2.3 is just noticeable side by side.
double distance(exporting::rgb a, exporting::rgb b, vision eyes);

}  // namespace looplab::tests
