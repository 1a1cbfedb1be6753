// SPDX-License-Identifier: BSL-1.0
//
// A recording for the tools that show traces: the JSON of Chrome's trace
// events, for ui.perfetto.dev and chrome://tracing. Every lane is what the live
// screen shows, because the same fold tells it.
#pragma once

#include <ostream>

#include "trace/log.hpp"

namespace looplab::exporting {

/// One track for each loop, task and thread, and for each descriptor where a
/// program tells of no tasks; arrows from what made a task ready, instants for
/// what happened at once, counters of the ready tasks and the lost events.
/// Needs memory for the things that live at one time and for the tracks, not
/// for the events. False if the stream fails.
bool write_perfetto(const trace::log& events, std::ostream& out);

}  // namespace looplab::exporting
