// SPDX-License-Identifier: BSL-1.0
//
// See page_tables.hpp.
#include "visualizer/export/page_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "visualizer/export/cell_patch.hpp"
#include "visualizer/export/json_text.hpp"
#include "visualizer/export/page_style.hpp"
#include "visualizer/frame/help.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

using frame::beat;
using frame::command;

struct page_command {
  command does;
  std::string_view name;
  /// On its button, where the terminal's bottom row has no room for one.
  std::string_view brief = {};
};

/// What page_play.js and page_view.js can do; the help of the page lists these
/// and no others.
constexpr page_command page_commands[] = {
    {command::play_pause, "play"},
    {command::next, "next"},
    {command::back, "back"},
    {command::next_turn, "nextTurn"},
    {command::back_turn, "backTurn"},
    {command::left, "back"},
    {command::right, "next"},
    {command::start, "start"},
    {command::live, "end"},
    {command::faster, "faster"},
    {command::slower, "slower"},
    {command::help, "help"},
    {command::axis, "axis"},
    {command::follow, "follow"},
    {command::task_up, "laneUp", "task"},
    {command::task_down, "laneDown", "task"},
    {command::choose_task, "lane"},
    {command::previous_change, "backChange", "change"},
    {command::next_change, "nextChange", "change"},
};

/// As a browser calls it: KeyboardEvent.key.
std::string browser_key(int key) {
  switch (key) {
    case frame::key_up:
      return "ArrowUp";
    case frame::key_down:
      return "ArrowDown";
    case frame::key_left:
      return "ArrowLeft";
    case frame::key_right:
      return "ArrowRight";
    case frame::key_home:
      return "Home";
    case frame::key_end:
      return "End";
    case frame::key_page_up:
      return "PageUp";
    case frame::key_page_down:
      return "PageDown";
    default:
      return std::string(1, static_cast<char>(key));
  }
}

/// A JSON array of what `told` makes of each; "" leaves one out.
template <class Things, class Told>
std::string array_of(const Things& things, Told told) {
  std::string out;
  for (const auto& one : things) {
    const std::string item = told(one);
    out += out.empty() || item.empty() ? "" : ",";
    out += item;
  }
  return "[" + out + "]";
}

std::string told_key(int key) {
  return key == 0 ? "" : json_of(browser_key(key));
}

std::string told_row(const frame::key_binding& row) {
  const auto* known =
      std::ranges::find(page_commands, row.does, &page_command::does);
  if (known == std::end(page_commands)) {
    return "";
  }
  const bool digits = row.does == command::choose_task;
  return fmt::format(
      "\n{{\"keys\":{},\"does\":{},\"shown\":{},\"brief\":{},\"text\":{}}}",
      digits ? array_of(std::string_view("123456789"), told_key)
             : array_of(row.keys, told_key),
      json_of(known->name), json_of(row.shown),
      json_of(known->brief.empty() ? row.brief : known->brief),
      json_of(row.text));
}

std::string told_speed(const page_speed& one) {
  return fmt::format("{{\"ms\":{},\"name\":{}}}", one.milliseconds,
                     json_of(one.name));
}

}  // namespace

std::string page_tables(const page_options& with, const frame::glyphs& drawn) {
  const auto told_state = [&](const frame::legend_entry& one) {
    std::string glyph;
    model::append_utf8(glyph, drawn.state(one.state));
    return fmt::format(
        "{{\"glyph\":{},\"look\":{},\"word\":{}}}", json_of(glyph),
        static_cast<int>(frame::style_of(one.state)), json_of(one.word));
  };
  return fmt::format(
      "\"looks\":{},\"shapes\":{},\n\"legend\":{},\n\"keys\":{},\n"
      "\"speeds\":{},\"speed\":{},\"leastForBeats\":{},\"mostForBeats\":{},"
      "\"tenths\":[{},{},{}]",
      json_of(look_letters()), shapes_of_cells(),
      array_of(frame::legend(), told_state),
      array_of(frame::keys_of(frame::screen_kind::replay), told_row),
      array_of(with.speeds, told_speed), with.speed, frame::least_ms_for_beats,
      frame::most_ms_for_beats, frame::tenths_of(beat::cause),
      frame::tenths_of(beat::travel), frame::tenths_of(beat::effect));
}

}  // namespace looplab::exporting
