// SPDX-License-Identifier: BSL-1.0
//
// The words of a lesson's script, taken apart: what a step waits for and what
// it does. The grammar is told in chapters/common/lesson.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace looplab::target {

enum class script_condition {
  start,
  listening,
  connected,
  answered,
  turn,
  asleep,
  waits_upstream,
};

struct condition {
  script_condition what = script_condition::start;
  unsigned number = 0;  ///< the client's or the turn's, from 1
};

enum class script_action { connect, get, close };

struct action {
  script_action what = script_action::connect;
  unsigned client = 0;
  std::string path;
};

/// nothing when the text does not keep the grammar.
std::optional<condition> parse_condition(std::string_view text);
std::optional<action> parse_action(std::string_view text);

}  // namespace looplab::target
