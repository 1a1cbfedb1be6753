// SPDX-License-Identifier: BSL-1.0
//
// A list of warnings as the golden screens show it: one chosen, one ahead of
// the cursor, one without a place.
#pragma once

#include "visualizer/frame/warnings.hpp"

namespace looplab::tests {

inline frame::warnings_view example_warnings() {
  frame::warnings_view out;
  out.rows = {
      {"long handler", "12 times, up to 80 ms", "server.cpp:41",
       "client 3 held the loop for at least 52 ms of 60 ms.",
       "Cut the work into pieces, or give it to a thread that nobody waits "
       "for.",
       false},
      {"blocking call", "once, 30 ms", "names.cpp:112",
       "client 4 looked up a name for 30 ms.",
       "Look names up in a thread of its own, or before the loop begins.",
       false},
      {"busy polling", "once, 1000 turns", "",
       "main polled 1000 times in a row in 4 ms, and nothing was there.",
       "Give the poll a time-out: it sleeps until something comes.", false},
      {"destroyed", "later", "session.cpp:77",
       "client 9 was destroyed while it waited for fd 12.",
       "Cancel what it waits for and let it end, before you let go of it.",
       true}};
  out.chosen = 1;
  return out;
}

}  // namespace looplab::tests
