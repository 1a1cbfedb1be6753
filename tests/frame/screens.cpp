// SPDX-License-Identifier: BSL-1.0
//
// See screens.hpp.
#include "tests/frame/screens.hpp"

#include "tests/frame/example_choices.hpp"
#include "tests/frame/example_details.hpp"
#include "tests/frame/example_runs.hpp"
#include "tests/frame/example_views.hpp"
#include "tests/frame/example_warnings.hpp"
#include "tests/model/family_log.hpp"
#include "visualizer/frame/help.hpp"

namespace looplab::tests {

namespace {

using frame::glyphs;
using frame::grid;
using frame::size;

grid help_over(grid below, frame::screen_kind of, const std::string& search,
               const glyphs& with) {
  frame::draw_help(below, {of, search}, with);
  return below;
}

grid output_screen(size extent, const glyphs& with) {
  frame::live_view view = loop_view(extent);
  view.who.show_output = true;
  return frame::draw_live(view, extent, with);
}

/// A recording of a family, looked at whole or at one of it.
grid family_screen(size extent, const glyphs& with, model::whose process) {
  log_builder log;
  write_family(log);
  trace::source_file file;
  file.path = "worker.cpp";
  for (int i = 1; i <= 40; ++i) {
    file.lines.push_back("line " + std::to_string(i));
  }
  log.events().add_source(std::move(file));
  model::timeline time(log.events());
  time.catch_up();
  frame::viewer who;
  who.cursor = time.size();
  who.mode = frame::run_mode::replay;
  who.title = "server · 1 thread · pid 4711";
  who.speed = "2 events/s";
  who.process = process;
  return frame::draw_live(frame::compose(log.events(), time, who, extent),
                          extent, with);
}

/// In front of the live screen, whose header says how many there are.
grid warnings_screen(size extent, const glyphs& with) {
  frame::live_view below = loop_view(extent);
  below.who.warned = 3;
  below.who.warnings = 4;
  grid drawn = frame::draw_live(below, extent, with);
  frame::draw_warnings(drawn, example_warnings(), with);
  return drawn;
}

grid projector_screen(frame::live_view view, size extent, const glyphs& with) {
  view.who.projector = true;
  return frame::draw_live(view, extent, with);
}

std::vector<named_screen> live_screens() {
  return {{"live",
           [](size extent, const glyphs& with) {
             return frame::draw_live(loop_view(extent), extent, with);
           }},
          {"asleep",
           [](size extent, const glyphs& with) {
             return frame::draw_live(asleep_view(extent), extent, with);
           }},
          {"real-time",
           [](size extent, const glyphs& with) {
             return frame::draw_live(real_time_view(extent), extent, with);
           }},
          {"threads",
           [](size extent, const glyphs& with) {
             return frame::draw_live(threads_view(extent), extent, with);
           }},
          {"output", output_screen},
          {"family",
           [](size extent, const glyphs& with) {
             return family_screen(extent, with, second_worker);
           }},
          {"family-whole",
           [](size extent, const glyphs& with) {
             return family_screen(extent, with, {});
           }},
          {"warnings", warnings_screen},
          {"projector",
           [](size extent, const glyphs& with) {
             return projector_screen(loop_view(extent), extent, with);
           }},
          {"projector-asleep",
           [](size extent, const glyphs& with) {
             return projector_screen(asleep_view(extent), extent, with);
           }},
          {"projector-threads",
           [](size extent, const glyphs& with) {
             return projector_screen(threads_view(extent), extent, with);
           }},
          {"help",
           [](size extent, const glyphs& with) {
             return help_over(frame::draw_live(loop_view(extent), extent, with),
                              frame::screen_kind::live, "", with);
           }},
          {"search", [](size extent, const glyphs& with) {
             return help_over(frame::draw_live(loop_view(extent), extent, with),
                              frame::screen_kind::live, "turn", with);
           }}};
}

grid compare_screen(size extent, const glyphs& with, bool steps) {
  frame::comparer who = example_comparer();
  who.steps = steps;
  who.playing = steps;
  who.active = steps ? 1 : 0;
  return frame::draw_compare(frame::compose(example_runs(), who, extent),
                             extent, with);
}

std::vector<named_screen> compare_screens() {
  return {{"compare",
           [](size extent, const glyphs& with) {
             return compare_screen(extent, with, false);
           }},
          {"compare-steps",
           [](size extent, const glyphs& with) {
             return compare_screen(extent, with, true);
           }},
          {"progress",
           [](size extent, const glyphs& with) {
             return frame::draw_progress(
                 {"COMPARE  the same three clients",
                  {{"01 Blocking I/O", "is over"}, {"06 epoll", "212 events"}},
                  "q leaves"},
                 extent, with);
           }},
          {"compare-help", [](size extent, const glyphs& with) {
             return help_over(compare_screen(extent, with, false),
                              frame::screen_kind::compare, "", with);
           }}};
}

std::vector<named_screen> other_screens() {
  return {{"home",
           [](size extent, const glyphs& with) {
             return frame::draw_home(chapters_view(), extent, with);
           }},
          {"home-help",
           [](size extent, const glyphs& with) {
             return help_over(frame::draw_home(chapters_view(), extent, with),
                              frame::screen_kind::home, "", with);
           }},
          {"predict",
           [](size extent, const glyphs& with) {
             return frame::draw_predict(prediction_view(), extent, with);
           }},
          {"answer", [](size extent, const glyphs& with) {
             return frame::draw_predict(answer_view(), extent, with);
           }}};
}

std::vector<named_screen> detail_screens() {
  return {{"filter",
           [](size extent, const glyphs& with) {
             return frame::draw_live(filtered_view(extent, false), extent,
                                     with);
           }},
          {"filter-typing",
           [](size extent, const glyphs& with) {
             return frame::draw_live(filtered_view(extent, true), extent, with);
           }},
          {"stops",
           [](size extent, const glyphs& with) {
             return frame::draw_live(stops_view(extent), extent, with);
           }},
          {"detail",
           [](size extent, const glyphs& with) {
             return frame::draw_detail(client_detail(extent), extent, with);
           }},
          {"detail-waiters",
           [](size extent, const glyphs& with) {
             return frame::draw_detail(waiters_detail(extent), extent, with);
           }},
          {"detail-deadlock", [](size extent, const glyphs& with) {
             return frame::draw_detail(deadlock_detail(extent), extent, with);
           }}};
}

}  // namespace

const std::vector<named_screen>& all_screens() {
  static const std::vector<named_screen> screens = [] {
    auto out = live_screens();
    for (const auto& more :
         {compare_screens(), other_screens(), detail_screens()}) {
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }();
  return screens;
}

}  // namespace looplab::tests
