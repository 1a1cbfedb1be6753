// SPDX-License-Identifier: BSL-1.0
//
// The rows of the key table for the menu that sets and clears stops.
#include "visualizer/frame/keys.hpp"

namespace looplab::frame {

namespace {

constexpr auto stop_menu = screen_kind::stops;

constexpr key_binding of_stops[] = {
    {stop_menu,
     command::stop_line,
     {'b'},
     "b",
     "this line",
     "stop at the shown line",
     "LOOK"},
    {stop_menu,
     command::stop_state,
     {'s'},
     "s",
     "task's state",
     "stop when in it again",
     "LOOK"},
    {stop_menu,
     command::stop_phase,
     {'p'},
     "p",
     "loop's phase",
     "stop when in it again",
     "LOOK"},
    {stop_menu,
     command::stop_none,
     {'x'},
     "x",
     "clear all",
     "clear every stop",
     "LOOK"},
    {stop_menu, command::help, {'?'}, "?", "help", "this help", "LOOK"},
    {stop_menu,
     command::quit,
     {key_escape, 'q', key_backspace},
     "Esc  q",
     "back",
     "leave them as they are",
     "LOOK"},
};

}  // namespace

std::span<const key_binding> stops_keys() {
  return of_stops;
}

}  // namespace looplab::frame
