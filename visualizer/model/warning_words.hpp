// SPDX-License-Identifier: BSL-1.0
//
// How kinds of warnings and their figures are called, on every screen and in
// every list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "trace/log.hpp"
#include "visualizer/model/warning.hpp"

namespace looplab::model {

/// "long handler", at most 16 characters.
std::string_view kind_words(warning_kind kind);
/// "52 ms", "200 turns".
std::string figure_words(warning_kind kind, std::int64_t figure);
/// "12 times, up to 80 ms"; "once, 52 ms"; "later" if it lies ahead.
std::string seen_words(const known_warning& what);
/// "server.cpp:31", "" where the place is not known.
std::string place_words(const trace::log& events, std::uint32_t place);

}  // namespace looplab::model
