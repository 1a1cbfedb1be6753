// SPDX-License-Identifier: BSL-1.0
//
// The views that the golden screens are drawn from, written out as values: a
// loop with eight tasks at one well-filled moment, a program of threads, the
// home screen, a prediction. They need neither a log nor a model.
#pragma once

#include "visualizer/frame/live_view.hpp"

namespace looplab::tests {

/// Paused in turn 41: client 2 runs, client 4 is in line, the others wait.
frame::live_view loop_view(frame::size extent);
/// The same program while it sleeps in poll.
frame::live_view asleep_view(frame::size extent);
/// The same on the axis of real time: it sleeps nearly always.
frame::live_view real_time_view(frame::size extent);
/// Four threads, one of them running, three asleep in the kernel.
frame::live_view threads_view(frame::size extent);

frame::home_view chapters_view();
frame::predict_view prediction_view();
frame::predict_view answer_view();

}  // namespace looplab::tests
