// SPDX-License-Identifier: BSL-1.0
//
// What the screen about one lane shows, from logs written by hand.
#pragma once

#include "visualizer/frame/detail_view.hpp"

namespace looplab::tests {

/// A client that has served for a while and waits for a lock, whose holder
/// waits at a channel, which somebody fills who waits for a socket.
frame::detail_view client_detail(frame::size extent);
/// The same, asked who waits for the lock's holder, with a name chosen.
frame::detail_view waiters_detail(frame::size extent);
/// One of two threads that wait for each other.
frame::detail_view deadlock_detail(frame::size extent);

}  // namespace looplab::tests
