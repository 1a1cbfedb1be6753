// SPDX-License-Identifier: BSL-1.0
//
// The one table of keys, row after row of each screen. The key handler, the
// help overlay, the bottom row and the documentation all read it, so that help
// lists exactly the keys that work.
#pragma once

#include <span>
#include <string_view>

namespace looplab::frame {

enum class command {
  none,
  play_pause,
  next,
  back,
  next_turn,
  back_turn,
  left,
  right,
  start,
  live,
  faster,
  slower,
  zoom_out,
  zoom_in,
  task_up,
  task_down,
  choose_task,
  next_pane,
  follow,
  axis,
  output,
  help,
  quit,
  enter,
  next_change,
  previous_change,
  swap,
  versus,
  warnings,
  projector,
  replay,
  go_on,
  search,
  process,
  waiters,
  filter,
  next_stop,
  back_stop,
  stops,
  stop_line,
  stop_state,
  stop_phase,
  stop_none,
};

enum class screen_kind { home, live, replay, compare, warnings, detail, stops };

/// A key as the terminal room reports it: a Unicode character, or one of
/// these for keys that have none.
enum key_code : int {
  key_up = 0x110000,
  key_down,
  key_left,
  key_right,
  key_home,
  key_end,
  key_page_up,
  key_page_down,
  key_enter,
  key_escape,
  key_tab,
  key_back_tab,
  key_backspace,
  key_mouse,  ///< a click, or a turn of the wheel: see `pointer`
  key_resize,
};

/// Where the mouse was when it was pressed or its wheel was turned.
struct pointer {
  int x = 0, y = 0;
  int wheel = 0;  ///< -1 up, 1 down, 0 a click
};

struct key_binding {
  screen_kind screen;
  command does;
  int keys[3];             ///< 0 = none
  std::string_view shown;  ///< as help prints it: "n  PgDn"
  std::string_view brief;  ///< for the bottom row: "next"; "" = not there;
                           ///< neighbours with the same word share it
  std::string_view text;   ///< for the help overlay: "next event"
  std::string_view group;  ///< TIME, LOOK, CHAPTERS
};

/// The rows of one screen (a replay has those of the live screen).
std::span<const key_binding> keys_of(screen_kind screen);
/// Those of the comparison, for keys_of().
std::span<const key_binding> compare_keys();
/// Those of the list of warnings, for keys_of().
std::span<const key_binding> warnings_keys();
/// Those of the screen about one lane, for keys_of().
std::span<const key_binding> detail_keys();
/// Those of the menu of stops, for keys_of().
std::span<const key_binding> stops_keys();
/// `none` if the key does nothing on this screen.
command command_for(screen_kind screen, int key);

}  // namespace looplab::frame
