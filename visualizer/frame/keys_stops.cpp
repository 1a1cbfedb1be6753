// SPDX-License-Identifier: BSL-1.0
//
// The rows of the key table for the menu that sets and clears stops.
#include "visualizer/frame/keys.hpp"

namespace looplab::frame {

namespace {

constexpr auto stops = screen_kind::stops;

constexpr key_binding table[] = {
    {stops,
     command::stop_line,
     {'b'},
     "b",
     "this line",
     "stop at the shown line",
     "LOOK"},
    {stops,
     command::stop_state,
     {'s'},
     "s",
     "task's state",
     "stop when in it again",
     "LOOK"},
    {stops,
     command::stop_phase,
     {'p'},
     "p",
     "loop's phase",
     "stop when in it again",
     "LOOK"},
    {stops,
     command::stop_none,
     {'x'},
     "x",
     "clear all",
     "clear every stop",
     "LOOK"},
    {stops, command::help, {'?'}, "?", "help", "this help", "LOOK"},
    {stops,
     command::quit,
     {key_escape, 'q', key_backspace},
     "Esc  q",
     "back",
     "leave them as they are",
     "LOOK"},
};

}  // namespace

std::span<const key_binding> stops_keys() {
  return table;
}

}  // namespace looplab::frame
