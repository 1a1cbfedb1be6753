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
#include "visualizer/export/page_lanes.hpp"
#include "visualizer/export/page_parts.hpp"
#include "visualizer/export/page_style.hpp"
#include "visualizer/export/page_tables.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

using frame::beat;
using frame::grid;

constexpr std::size_t stops_to_a_keyframe = 64;

/// The data of the page, written as it is made.
class data_writer {
 public:
  data_writer(const model::timeline& time, const picture& how,
              const range& part, std::ostream& out)
      : time_(time),
        how_(how),
        stops_(stops_of(time.events(), part)),
        out_(out),
        lanes_(time_, stops_) {}

  void write(const page_options& with) {
    out_ << fmt::format("{{\"columns\":{},\"rows\":{},\"axis\":{},",
                        how_.extent.columns, how_.extent.rows,
                        how_.real_time ? 1 : 0)
         << page_tables(with, {how_.ascii}) << ",\n\"events\":["
         << fmt::format("{}", fmt::join(stops_, ",")) << "],\n\"turns\":[";
    write_turns();
    out_ << "],\n\"frames\":[[";
    write_frames(false);
    out_ << "\n],[";
    write_frames(true);
    out_ << "\n]],\n\"lanes\":" << lanes_.json(how_) << "}";
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
      if (!real_time) {  // lanes are in the same rows on both axes
        lanes_.add(now);
      }
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
  page_lanes lanes_;
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

/// What goes into a gap of page.html.
void fill(std::string_view gap, const model::timeline& time, const picture& how,
          const range& part, const page_options& with, std::ostream& out) {
  if (gap == "title") {
    out << html_text(title_of(time.events(), how));
  } else if (gap == "style") {
    out << page_css << style_of_cells();
  } else if (gap == "script") {
    out << page_script;
  } else if (gap == "recording") {
    data_writer(time, how, part, out).write(with);
  }
}

}  // namespace

bool write_page(const model::timeline& time, const picture& how,
                const range& part, const page_options& with,
                std::ostream& out) {
  std::string_view rest = page_html;
  for (auto gap = rest.find("{{"); gap != rest.npos; gap = rest.find("{{")) {
    const std::size_t end = rest.find("}}", gap);
    out << rest.substr(0, gap);
    fill(rest.substr(gap + 2, end - gap - 2), time, how, part, with, out);
    rest.remove_prefix(end + 2);
  }
  out << rest << std::flush;
  return static_cast<bool>(out);
}

}  // namespace looplab::exporting
