// SPDX-License-Identifier: BSL-1.0
//
// How kinds of warnings and their units are called for scripts: the same
// whatever language the screens are in.
#pragma once

#include <string_view>

#include "visualizer/model/warning.hpp"

namespace looplab::model {

/// "long handler".
std::string_view kind_code(warning_kind kind);
/// "ns", "turns", "descriptors", ...: what its figure counts.
std::string_view unit_code(warning_kind kind);

}  // namespace looplab::model
