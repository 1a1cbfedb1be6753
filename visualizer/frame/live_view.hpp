// SPDX-License-Identifier: BSL-1.0
//
// Everything the live screen shows, as values: composed from a log, its
// timeline and what the person chose; drawn by pure functions. Two equal views
// draw equal frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/frame/beat.hpp"
#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/frame/theme.hpp"
#include "visualizer/model/stops.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::frame {

/// The tool never lies about itself: exactly one of these is always shown.
enum class run_mode { live, held, paused, replay, ended };

/// What the person at the keyboard chose, and what the tool knows of itself.
struct viewer {
  using id = model::id;

  std::size_t cursor = 0;  ///< entries shown
  beat in = beat::whole;   ///< of the last of them
  run_mode mode = run_mode::live;
  std::size_t behind = 0;  ///< LIVE +n: entries not shown yet
  std::string title;       ///< "06 epoll · one thread · pid 4711"
  std::string speed;       ///< "2 events/s", "real"
  id selected = 0;         ///< chosen task, 0 = follow what runs
  std::uint16_t selected_process = 0;
  model::whose process{};  ///< one of a family, or all together
  bool real_time_axis = false;
  std::int64_t ns_per_column = 0;  ///< of that axis; 0 = the last turns fit
  bool projector = false;          ///< few lanes and big words
  std::string filter;         ///< which lanes are shown, see model::lane_filter
  bool typing = false;        ///< the filter, in the bottom row
  bool setting_stop = false;  ///< the keys are those of the stops
  std::vector<model::stop> stops;  ///< marked in the source pane
  bool show_output = false;        ///< pane `o` in the place of the kernel side
  std::vector<std::string> output;  ///< the program's last lines
  std::string message;              ///< one sentence for the narration's place
  std::size_t warned = 0;           ///< warnings known at the cursor
  std::size_t warnings = 0;         ///< those ahead of it included
};

/// The source pane: a window of lines around the current one.
struct source_pane {
  std::string file;
  std::string path;  ///< the file as the debug information names it
  std::string function;
  std::uint32_t first = 0;    ///< number of lines.front()
  std::uint32_t current = 0;  ///< 0 = none
  std::vector<std::string> lines;
  std::string note;  ///< "n = 5" beside the current line
  std::string who;   ///< whose line it is
  /// Without lines: where in the machine code, innermost first, "poll
  /// server.cpp:31" or, without debug information, "nginx+0x3a1c".
  std::vector<std::string> stands_at;
};

/// One row of the kernel side.
struct watched_row {
  int fd = -1;
  std::string name, want, ready, wakes;
  bool is_ready = false;
  style wakes_look = style::text;  ///< of the state of whom it wakes
};

struct timer_row {
  std::string name;
  std::int64_t due_ms = 0;
  double left = 0;  ///< 1 = just armed, 0 = due
  model::id self = 0;
};

/// One thread as /proc saw it last before the cursor.
struct thread_row {
  std::uint32_t tid = 0;
  std::string name, state, where;
};

struct live_view {
  viewer who;
  spotlight lit;
  model::state now;
  model::history past;
  /// With a filter: the lanes it admits, as indexes of now.tasks.
  std::optional<std::vector<std::size_t>> admitted;
  std::string unknown_word;  ///< of the filter: no lane can ever be that
  model::narration told;
  std::string caption;  ///< of the lesson, "" = none
  source_pane source;
  std::vector<timer_row> timers;
  std::vector<watched_row> watched;
  std::vector<thread_row> threads;  ///< none without a sample before the cursor
  std::string epoll_title;          ///< "epoll fd 4"
  std::uint64_t turns = 0, turn = 0;
  std::size_t entries = 0;
  std::size_t oldest = 0;      ///< the first cursor that can be looked at
  std::int64_t oldest_ns = 0;  ///< its time, since the first entry
};

/// Reads the log, asks the timeline, looks up the source in the log.
live_view compose(const trace::log& events, const model::timeline& time,
                  const viewer& who, size extent);

/// The live screen at any size; below 80x24 it says what it needs.
grid draw_live(const live_view& view, size extent, const glyphs& with);

/// One chapter as the home screen lists it.
struct chapter_card {
  std::string number, title, question, source, minutes;
  std::vector<std::string> will_see;
  char progress = '.';  ///< '.' new, 'o' begun, 'x' done
  bool available = true;
  std::string exercises{};  ///< "2 of 3 exercises", "" if there are none
  bool recorded = false;    ///< its last run is kept
};

struct home_view {
  std::vector<chapter_card> chapters;
  int selected = 0;
  std::string hint;  ///< "You stopped in chapter 06, turn 88. ..."
  std::string message;
  bool searching = false;
  std::string search;  ///< what was typed for it
};

grid draw_home(const home_view& view, size extent, const glyphs& with);

/// The prediction asked before a lesson runs, and the answer after it.
struct predict_view {
  std::string title, question;
  std::vector<std::string> answers;
  int selected = -1;  ///< what the person chose, -1 = nothing yet
  int right = -1;     ///< shown only when >= 0
  std::string why;
};

grid draw_predict(const predict_view& view, size extent, const glyphs& with);

}  // namespace looplab::frame
