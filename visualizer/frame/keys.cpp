// SPDX-License-Identifier: BSL-1.0
//
// The table. A row that the handler does not honour would be a promise in the
// help that nothing keeps; a test walks it both ways. A replay has the keys of
// the live screen: the same key means the same thing everywhere.
#include "visualizer/frame/keys.hpp"

#include <algorithm>

namespace looplab::frame {

namespace {

constexpr auto live = screen_kind::live;
constexpr auto home = screen_kind::home;

constexpr key_binding table[] = {
    {live, command::play_pause, {' '}, "space", "play", "play / pause", "TIME"},
    {live,
     command::next,
     {'n', key_page_down},
     "n  PgDn",
     "next",
     "next event",
     "TIME"},
    {live,
     command::back,
     {'N', key_page_up},
     "N  PgUp",
     "back",
     "previous event",
     "TIME"},
    {live,
     command::next_turn,
     {'t'},
     "t",
     "turn",
     "next turn of the loop",
     "TIME"},
    {live, command::back_turn, {'T'}, "T", "", "previous turn", "TIME"},
    {live,
     command::left,
     {key_left},
     "←",
     "scrub",
     "back along the time line",
     "TIME"},
    {live,
     command::right,
     {key_right},
     "→",
     "scrub",
     "on along the time line",
     "TIME"},
    {live, command::start, {key_home}, "Home", "", "start", "TIME"},
    {live, command::live, {key_end}, "End", "live", "the latest event", "TIME"},
    {live, command::stops, {'b'}, "b", "stop", "set or clear a stop", "TIME"},
    {live,
     command::next_stop,
     {'c'},
     "c",
     "run",
     "run to the next stop",
     "TIME"},
    {live, command::back_stop, {'C'}, "C", "", "back to the last stop", "TIME"},
    {live, command::faster, {'+', '='}, "+", "speed", "faster", "TIME"},
    {live, command::slower, {'-'}, "-", "speed", "slower", "TIME"},
    {live, command::zoom_out, {'['}, "[", "", "real time, zoomed out", "TIME"},
    {live, command::zoom_in, {']'}, "]", "", "real time, zoomed in", "TIME"},
    {live,
     command::task_up,
     {key_up, 'k'},
     "↑ k",
     "",
     "choose the task above",
     "LOOK"},
    {live,
     command::task_down,
     {key_down, 'j'},
     "↓ j",
     "",
     "choose the task below",
     "LOOK"},
    {live,
     command::choose_task,
     {'1', '2', '3'},
     "1-9",
     "",
     "choose task 1 .. 9",
     "LOOK"},
    {live,
     command::next_pane,
     {key_tab, key_back_tab},
     "Tab",
     "",
     "kernel side or output",
     "LOOK"},
    {live, command::follow, {'f'}, "f", "follow", "follow what runs", "LOOK"},
    {live,
     command::previous_change,
     {','},
     ",",
     "",
     "its previous change",
     "LOOK"},
    {live, command::next_change, {'.'}, ".", "", "its next change", "LOOK"},
    {live,
     command::enter,
     {key_enter},
     "Enter",
     "",
     "the task: why it waits",
     "LOOK"},
    {live, command::filter, {'/'}, "/", "filter", "filter the tasks", "LOOK"},
    {live, command::axis, {'a'}, "a", "", "axis: steps or real time", "LOOK"},
    {live,
     command::output,
     {'o'},
     "o",
     "output",
     "what the program printed",
     "LOOK"},
    {live, command::process, {'m'}, "m", "", "one process, or all", "LOOK"},
    {live, command::warnings, {'w'}, "w", "", "warnings", "LOOK"},
    {live,
     command::projector,
     {'p'},
     "p",
     "",
     "projector: big and few",
     "LOOK"},
    {live, command::help, {'?'}, "?", "help", "this help", "LOOK"},
    {live,
     command::quit,
     {'q', key_escape, key_backspace},
     "q  Esc",
     "quit",
     "leave",
     "LOOK"},
    {home,
     command::task_up,
     {key_up, 'k'},
     "↑ k",
     "choose",
     "the chapter above",
     "CHAPTERS"},
    {home,
     command::task_down,
     {key_down, 'j'},
     "↓ j",
     "choose",
     "the chapter below",
     "CHAPTERS"},
    {home,
     command::choose_task,
     {'1', '2', '3'},
     "1-9",
     "jump",
     "chapter by its number",
     "CHAPTERS"},
    {home,
     command::enter,
     {key_enter, ' '},
     "Enter",
     "run",
     "run the chapter's lesson",
     "CHAPTERS"},
    {home,
     command::replay,
     {'r'},
     "r",
     "replay",
     "its last run, as it was",
     "CHAPTERS"},
    {home,
     command::versus,
     {'v'},
     "v",
     "compare",
     "it and the chapter before",
     "CHAPTERS"},
    {home,
     command::go_on,
     {'c'},
     "c",
     "",
     "go on where you stopped",
     "CHAPTERS"},
    {home,
     command::search,
     {'/'},
     "/",
     "search",
     "a chapter by a word",
     "CHAPTERS"},
    {home, command::help, {'?'}, "?", "help", "this help", "CHAPTERS"},
    {home,
     command::quit,
     {'q', key_escape},
     "q  Esc",
     "quit",
     "leave",
     "CHAPTERS"},
};

/// Rows of one screen lie together.
std::span<const key_binding> rows_of(screen_kind screen) {
  if (screen == screen_kind::compare) {
    return compare_keys();
  }
  if (screen == screen_kind::warnings) {
    return warnings_keys();
  }
  if (screen == screen_kind::detail) {
    return detail_keys();
  }
  if (screen == screen_kind::stops) {
    return stops_keys();
  }
  const auto shown = screen == home ? home : live;
  const auto first = std::ranges::find(table, shown, &key_binding::screen);
  const auto last =
      std::find_if(first, std::end(table),
                   [shown](const auto& row) { return row.screen != shown; });
  return {first, last};
}

bool has(const key_binding& row, int key) {
  if (row.does == command::choose_task) {
    return key >= '1' && key <= '9';
  }
  return std::ranges::find(row.keys, key) != std::end(row.keys);
}

}  // namespace

std::span<const key_binding> keys_of(screen_kind screen) {
  return rows_of(screen);
}

command command_for(screen_kind screen, int key) {
  if (key == 0) {
    return command::none;  // rows pad their keys with zeros
  }
  for (const key_binding& row : rows_of(screen)) {
    if (has(row, key)) {
      return row.does;
    }
  }
  return command::none;
}

}  // namespace looplab::frame
