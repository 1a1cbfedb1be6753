// SPDX-License-Identifier: BSL-1.0
//
// See page.hpp. A whole frame is told by what it changes in the frame before
// it; the beats of an event by what they change in the frame that they are most
// like. Every so often a frame is told whole, so that a jump is quick.
#include "visualizer/export/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "visualizer/export/cell_patch.hpp"
#include "visualizer/export/json_text.hpp"
#include "visualizer/export/page_parts.hpp"
#include "visualizer/export/page_style.hpp"
#include "visualizer/frame/help.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

using frame::beat;
using frame::command;
using frame::grid;

constexpr std::size_t stops_to_a_keyframe = 64;

struct page_command {
  command does;
  std::string_view name;
};

/// What page_play.js can do; the help of the page lists these and no others.
constexpr page_command page_commands[] = {
    {command::play_pause, "play"},    {command::next, "next"},
    {command::back, "back"},          {command::next_turn, "nextTurn"},
    {command::back_turn, "backTurn"}, {command::left, "back"},
    {command::right, "next"},         {command::start, "start"},
    {command::live, "end"},           {command::faster, "faster"},
    {command::slower, "slower"},      {command::help, "help"},
    {command::axis, "axis"},
};

/// As a browser calls it: KeyboardEvent.key.
std::string browser_key(int key) {
  switch (key) {
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

std::string keys_of_row(const frame::key_binding& row) {
  std::string out;
  for (const int key : row.keys) {
    if (key != 0) {
      out += (out.empty() ? "" : ",") + json_of(browser_key(key));
    }
  }
  return "[" + out + "]";
}

std::string key_table() {
  std::string out;
  for (const frame::key_binding& row :
       frame::keys_of(frame::screen_kind::replay)) {
    const auto* known =
        std::ranges::find(page_commands, row.does, &page_command::does);
    if (known != std::end(page_commands)) {
      out += fmt::format(
          "{}\n{{\"keys\":{},\"does\":{},\"shown\":{},\"brief\":{},"
          "\"text\":{}}}",
          out.empty() ? "" : ",", keys_of_row(row), json_of(known->name),
          json_of(row.shown), json_of(row.brief), json_of(row.text));
    }
  }
  return "[" + out + "]";
}

std::string speed_table(const page_options& with) {
  std::string out;
  for (const page_speed& one : with.speeds) {
    out += fmt::format("{}{{\"ms\":{},\"name\":{}}}", out.empty() ? "" : ",",
                       one.milliseconds, json_of(one.name));
  }
  return "[" + out + "]";
}

std::string legend_table(const frame::glyphs& with) {
  std::string out;
  for (const frame::legend_entry& one : frame::legend()) {
    std::string glyph;
    model::append_utf8(glyph, with.state(one.state));
    out += fmt::format("{}{{\"glyph\":{},\"look\":{},\"word\":{}}}",
                       out.empty() ? "" : ",", json_of(glyph),
                       static_cast<int>(frame::style_of(one.state)),
                       json_of(one.word));
  }
  return "[" + out + "]";
}

/// The data of the page, written as it is made.
class data_writer {
 public:
  data_writer(const model::timeline& time, const picture& how,
              const range& part, std::ostream& out)
      : time_(time),
        how_(how),
        stops_(stops_of(time.events(), part)),
        out_(out) {}

  void write(const page_options& with) {
    out_ << fmt::format(
        "{{\"columns\":{},\"rows\":{},\"looks\":{},\"shapes\":{},"
        "\"legend\":{},\"keys\":{},\"speeds\":{},\"speed\":{},"
        "\"leastForBeats\":{},"
        "\"mostForBeats\":{},\"tenths\":[{},{},{}]",
        how_.extent.columns, how_.extent.rows, json_of(look_letters()),
        shapes_of_cells(), legend_table({how_.ascii}), key_table(),
        speed_table(with), with.speed, frame::least_ms_for_beats,
        frame::most_ms_for_beats, frame::tenths_of(beat::cause),
        frame::tenths_of(beat::travel), frame::tenths_of(beat::effect));
    out_ << ",\n\"events\":[" << fmt::format("{}", fmt::join(stops_, ","))
         << "],\n\"turns\":[";
    write_turns();
    out_ << "],\n\"axis\":" << (how_.real_time ? 1 : 0) << ",\"frames\":[[";
    write_frames(false);
    out_ << "\n],[";
    write_frames(true);
    out_ << "\n]]}";
  }

 private:
  /// For each stop where `T` and `t` go from there, as indexes of stops.
  void write_turns() {
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      out_ << fmt::format("{}[{},{}]", i == 0 ? "" : ",",
                          index_of(time_.previous_turn(stops_[i])),
                          index_of(time_.next_turn(stops_[i])));
    }
  }

  std::size_t index_of(std::size_t cursor) const {
    const auto at = std::ranges::lower_bound(stops_, cursor);
    return std::min(static_cast<std::size_t>(at - stops_.begin()),
                    stops_.size() - 1);
  }

  /// The film of one axis: a page has both, for the key `a`.
  void write_frames(bool real_time) {
    picture how = how_;
    how.real_time = real_time;
    const grid blank(how_.extent);
    grid before = blank;
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      const grid now = frame_at(time_, how, stops_[i]);
      out_ << (i == 0 ? "\n" : ",\n") << "[" << patch_of(before, now);
      if (i > 0) {
        const auto told = [&](beat in, const grid& like) {
          return "," + patch_of(like, frame_at(time_, how, stops_[i], in));
        };
        out_ << told(beat::cause, before) << told(beat::travel, before)
             << told(beat::effect, now);
      }
      if (i > 0 && i % stops_to_a_keyframe == 0) {
        out_ << "," << patch_of(blank, now);
      }
      out_ << "]";
      before = now;
    }
  }

  const model::timeline& time_;
  const picture& how_;
  std::vector<std::size_t> stops_;
  std::ostream& out_;
};

std::string html_text(std::string_view text) {
  std::string out;
  for (const char byte : model::printable(text)) {
    out += byte == '<'   ? "&lt;"
           : byte == '>' ? "&gt;"
           : byte == '&' ? "&amp;"
           : byte == '"' ? "&quot;"
                         : std::string(1, byte);
  }
  return out;
}

}  // namespace

bool write_page(const model::timeline& time, const picture& how,
                const range& part, const page_options& with,
                std::ostream& out) {
  std::string_view rest = page_html;
  while (!rest.empty()) {
    const std::size_t gap = std::min(rest.find("{{"), rest.size());
    out << rest.substr(0, gap);
    rest.remove_prefix(gap);
    const std::size_t end = rest.find("}}");
    if (rest.empty() || end == rest.npos) {
      break;
    }
    const std::string_view name = rest.substr(2, end - 2);
    if (name == "title") {
      out << html_text(title_of(time.events(), how));
    } else if (name == "style") {
      out << page_css << style_of_cells();
    } else if (name == "script") {
      out << page_script;
    } else if (name == "recording") {
      data_writer(time, how, part, out).write(with);
    }
    rest.remove_prefix(end + 2);
  }
  out.flush();
  return static_cast<bool>(out);
}

}  // namespace looplab::exporting
