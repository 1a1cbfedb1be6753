// SPDX-License-Identifier: BSL-1.0
//
// looplab-view: the home screen, lessons, and the live view of any program,
// running program or recording. Where there is no terminal it narrates in
// lines. Exit codes: 0 done, 2 usage, 3 something needed is missing.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/program/attach_once.hpp"
#include "visualizer/program/catalogue.hpp"
#include "visualizer/program/chapter_list.hpp"
#include "visualizer/program/comparison.hpp"
#include "visualizer/program/home_loop.hpp"
#include "visualizer/program/lesson_loop.hpp"
#include "visualizer/program/live_loop.hpp"
#include "visualizer/program/narrate.hpp"
#include "visualizer/program/places.hpp"
#include "visualizer/program/warning_lines.hpp"
#include "visualizer/program/wishes.hpp"
#include "visualizer/terminal/capability.hpp"
#include "visualizer/terminal/screen.hpp"
#include "visualizer/terminal/supervisor.hpp"

namespace {

using namespace looplab;
using namespace looplab::program;

constexpr int done = 0;
constexpr int usage_error = 2;
constexpr int missing = 3;

int complain(const std::string& sentence, int code) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return code;
}

int list(bool json) {
  const std::vector<std::string> problems = list_chapters(json);
  for (const std::string& problem : problems) {
    complain(problem, missing);
  }
  return problems.empty() ? done : missing;
}

int tell_once(std::uint32_t pid) {
  std::string error;
  const std::string told = state_once(pid, error);
  if (told.empty()) {
    return complain(error, missing);
  }
  fmt::print("{}\n", told);
  return done;
}

terminal::screen_options screen_options_of(const wishes& w) {
  terminal::screen_options out;
  out.wish = frame::theme_named(w.theme);
  out.ascii = w.ascii;
  out.synchronized_output = !w.no_sync;
  out.mouse = !w.no_mouse;
  return out;
}

/// Starts, attaches to or opens what the verb names.
std::unique_ptr<session> open_session(const wishes& w, bool on_screen,
                                      std::string& error) {
  if (w.verb == "learn") {
    const auto what = find_chapter(w.subject, error);
    return what ? session::learn(*what, programs_folder(), on_screen, error)
                : nullptr;
  }
  if (w.verb == "attach") {
    return session::attach(w.pid, error);
  }
  if (w.verb == "replay") {
    std::string note;
    auto out = session::replay(w.subject, note, error);
    if (!note.empty()) {
      complain(note, done);
    }
    return out;
  }
  target::start_options how;
  how.command = w.command;
  how.preload = preload_library();
  how.begin_held = w.held;
  return session::watch(how, error);
}

int end_recording(session& run, const wishes& w) {
  std::string error;
  if (!run.finish_recording(error)) {
    return complain(error, missing);
  }
  if (!w.recording.empty()) {
    fmt::print(stderr, "looplab: the recording is in {}\n", w.recording);
  }
  return done;
}

/// The recording that is shown beside the first one; nullptr if none is wanted.
std::unique_ptr<session> open_other(const wishes& w, std::string& error) {
  wishes its = w;
  its.subject = w.other;
  return w.other.empty() ? nullptr : open_session(its, true, error);
}

/// What cannot be seen of the program, in one sentence; "" if nothing is known.
std::string unseen_of(const wishes& w, const session& run) {
  if (run.program() == nullptr || !run.program()->hidden().empty()) {
    return run.program() == nullptr ? "" : run.program()->hidden();
  }
  // What we have just started has no trace yet.
  return w.verb != "attach" || run.program()->has_trace()
             ? ""
             : "this program was not started with the recorder: only what "
               "/proc shows can be seen; start it with 'looplab watch -- ...' "
               "to see turns";
}

int run_in_lines(const wishes& w, const std::string& reason) {
  if (w.verb == "home") {
    fmt::print(stderr, "looplab: no screen here: {}. The chapters:\n", reason);
    return list(false);
  }
  std::string error;
  const auto run = open_session(w, false, error);
  if (!run) {
    return complain(error, missing);
  }
  const auto other = open_other(w, error);
  if (!error.empty() ||
      (!w.recording.empty() && !run->record_to(w.recording, error))) {
    return complain(error, missing);
  }
  if (other) {
    fmt::print("{}",
               compared_in_lines(pair_of({w.subject, w.other}, *run, *other)));
    return done;
  }
  if (const std::string unseen = unseen_of(w, *run); !unseen.empty()) {
    complain(unseen, done);
  }
  run->limit_warnings(w.limits);
  const int code = narrate(*run);
  if (!run->reading_problem().empty()) {
    return complain(run->reading_problem(), missing);
  }
  return code == done ? end_recording(*run, w) : code;
}

int show_session(terminal::screen& screen, const wishes& w, session& run) {
  run.limit_warnings(w.limits);
  player transport(run.time(), run.is_replay() ? nullptr : &run,
                   run.is_replay());
  live_loop loop(screen, run, transport);
  if (run.is_replay()) {
    transport.seek(0);
  } else {
    transport.set_speed(w.held ? player::slow_motion() : player::real_speed());
    w.held ? transport.pause()
           : transport.play(std::chrono::steady_clock::now());
    loop.say(unseen_of(w, run));
  }
  loop.run();
  run.finish();
  return done;
}

/// Errors are collected and said once the person's own screen is back.
int run_on_screen(const wishes& w) {
  std::string error;
  auto run = w.verb == "home" || w.verb == "learn"
                 ? nullptr
                 : open_session(w, true, error);
  const auto other = error.empty() ? open_other(w, error) : nullptr;
  if (!error.empty()) {
    return complain(error, missing);
  }
  if (run && !w.recording.empty()) {
    if (!run->record_to(w.recording, error)) {
      return complain(error, missing);
    }
    terminal::leave_last_words(kept_in(w.recording));
  }
  std::optional<target::lesson> what;
  if (w.verb == "learn" && !(what = find_chapter(w.subject, error))) {
    return complain(error, missing);
  }
  {
    auto screen = terminal::screen::open(screen_options_of(w), error);
    if (!screen) {
      return complain(error, missing);
    }
    if (what) {
      run_lesson(*screen, *what, w.recording, error);
    } else if (other) {
      run->read_all();
      other->read_all();
      compare_runs(*screen, pair_of({w.subject, w.other}, *run, *other));
    } else if (run) {
      show_session(*screen, w, *run);
    } else {
      run_home(*screen);
    }
  }
  if (!error.empty()) {
    return complain(error, missing);
  }
  return run ? end_recording(*run, w) : done;
}

wishes chosen;

int screen_body(int, char**) {
  return run_on_screen(chosen);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("See an asynchronous program while it runs.", "looplab");
  describe(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : usage_error;
  }
  if (chosen.verb == "list") {
    return list(chosen.json);
  }
  if (chosen.warnings) {
    return print_warnings(chosen.subject, chosen.limits, chosen.json);
  }
  if (chosen.once) {
    return tell_once(chosen.pid);
  }
  std::string reason = "lines were asked for";
  if (chosen.lines || !terminal::can_show(reason)) {
    return run_in_lines(chosen, reason);
  }
  return terminal::supervise(screen_body, argc, argv);
}
