// SPDX-License-Identifier: BSL-1.0
//
// A hand-written log as the model sees it, and the recorder's words that such
// logs are written in.
#pragma once

#include "tests/model/log_builder.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {

using trace::end_how;
using trace::gate_phase;
using trace::thing_kind;
using trace::verb;
using trace::wait_why;

inline const auto fd = log_builder::fd;
inline const auto thread = log_builder::thread;

inline model::state end_of(log_builder& log) {
  model::timeline time(log.events());
  time.catch_up();
  return time.at(time.size());
}

}  // namespace looplab::tests
