// SPDX-License-Identifier: BSL-1.0
//
// See lesson_loop.hpp. The question and its answer wait for a key and for
// nothing else.
#include "visualizer/program/lesson_loop.hpp"

#include <algorithm>

#include "visualizer/program/kept_lesson.hpp"
#include "visualizer/program/next_key.hpp"
#include "visualizer/program/places.hpp"
#include "visualizer/terminal/supervisor.hpp"

namespace looplab::program {

namespace {

bool leaves(int key) {
  return key == 0 || key == 'q' || key == frame::key_escape;
}

/// Asks before the run. False if the person leaves instead.
bool ask(terminal::screen& screen, frame::predict_view& view) {
  for (;;) {
    const int key = next_key(screen, [&](frame::size size) {
      return frame::draw_predict(view, size, screen.glyphs());
    });
    if (leaves(key)) {
      return false;
    }
    const int count = static_cast<int>(view.answers.size());
    if (key >= '1' && key < '1' + count) {
      view.selected = key - '1';
    } else if (key == frame::key_down || key == frame::key_up) {
      const int by = key == frame::key_down ? 1 : -1;
      view.selected = std::clamp(view.selected + by, 0, count - 1);
    } else if (key == frame::key_enter || key == ' ') {
      return true;
    }
  }
}

frame::predict_view question_of(const target::lesson& what) {
  frame::predict_view view;
  view.title = what.number + " " + what.title;
  view.question = what.ask.question;
  view.answers = what.ask.answers;
  return view;
}

/// Answers after the run.
bool explain(terminal::screen& screen, const target::lesson& what,
             frame::predict_view& view) {
  view.right = what.ask.right;
  view.why = what.ask.why;
  return next_key(screen, [&](frame::size size) {
           return frame::draw_predict(view, size, screen.glyphs());
         }) != 0;
}

}  // namespace

leave run_lesson(terminal::screen& screen, const target::lesson& what,
                 const std::string& recording, std::string& error,
                 std::uint64_t from_turn) {
  frame::predict_view prediction = question_of(what);
  if (from_turn == 0 && !ask(screen, prediction)) {
    return leave::back;
  }
  auto run = session::learn(what, programs_folder(), true, error);
  if (!run) {
    return leave::back;
  }
  const kept_lesson kept(what.number);
  if (recording.empty()) {
    kept.begin(*run);
  } else if (!run->record_to(recording, error)) {
    return leave::back;
  }
  terminal::leave_last_words(recording.empty() ? "" : kept_in(recording));
  note_progress(what.number, 'o');
  player transport(run->time(), run.get(), false);
  if (from_turn == 0) {
    note_prediction(what.number, prediction.selected, what.ask.right);
    transport.play(std::chrono::steady_clock::now());
  } else {
    transport.go_to_turn(from_turn);
  }
  live_loop loop(screen, *run, transport);
  const leave how = loop.run();
  const bool finished = run->lesson_finished();
  note_stop({what.number, run->time().turn_at(transport.cursor())});
  run->finish();
  const bool written = run->finish_recording(error);
  if (recording.empty()) {
    kept.end(written);
    error.clear();  // nobody asked for it
  }
  if (!error.empty() || how == leave::quit) {
    return how;
  }
  if (finished) {
    note_progress(what.number, 'x');
  }
  return explain(screen, what, prediction) ? leave::back : leave::quit;
}

leave replay_lesson(terminal::screen& screen, const target::lesson& what,
                    std::string& error) {
  const kept_lesson kept(what.number);
  if (!kept.there()) {
    error = "There is no run of chapter " + what.number +
            " yet: Enter runs its lesson, and keeps it.";
    return leave::back;
  }
  std::string note;
  const auto run = session::replay(kept.file(), note, error);
  if (!run) {
    return leave::back;
  }
  player transport(run->time(), nullptr, true);
  live_loop loop(screen, *run, transport);
  loop.say(note);
  return loop.run();
}

}  // namespace looplab::program
