// SPDX-License-Identifier: BSL-1.0
//
// Which entries of a log are steps of the program. The others are the tool's
// own doing or its bookkeeping: they are kept, replayed and counted, but nobody
// wants to step over them.
#pragma once

#include "trace/log.hpp"

namespace looplab::model {

/// False for the gate (we held the program; it did nothing) and for the token
/// that follows each change of interest (how the kernel will name it).
inline bool is_step(const trace::entry& e) {
  const bool gate = e.kind == trace::event_kind::gate;
  const bool token = e.kind == trace::event_kind::act &&
                     e.sub == static_cast<std::uint8_t>(trace::verb::token);
  return !gate && !token;
}

}  // namespace looplab::model
