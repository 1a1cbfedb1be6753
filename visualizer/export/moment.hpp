// SPDX-License-Identifier: BSL-1.0
//
// "turn:41" as a cursor: how a moment of a recording is named on a command
// line, so that a page's picture is made from words that stay true.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "visualizer/export/picture.hpp"
#include "visualizer/frame/grid.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::exporting {

/// `start`, `end`, `event:N` (after N events), `turn:N` (as turn N begins),
/// `turn:N+K` (K events later), `caption:N` (as the lesson says its Nth
/// sentence) and `warning:N` (as the Nth warning becomes known). Nothing, and
/// one sentence in `error`, for other words and for moments that the recording
/// does not have. Turns are those of the chosen process.
std::optional<std::size_t> moment_of(std::string_view words,
                                     const model::timeline& time,
                                     std::string& error,
                                     model::whose chosen = {});

/// Two such words. Nothing, and one sentence, if the second comes first.
std::optional<range> range_of(std::string_view from, std::string_view until,
                              const model::timeline& time, std::string& error);

/// Events a second, more than 0 and at most 1000; "real" is 0. Nothing, and one
/// sentence, for the rest.
std::optional<double> speed_of(std::string_view words, std::string& error);

/// "100x30", each from 1 to 1000. Nothing, and one sentence, for the rest.
std::optional<frame::size> size_of(std::string_view words, std::string& error);

}  // namespace looplab::exporting
