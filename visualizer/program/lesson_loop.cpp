// SPDX-License-Identifier: BSL-1.0
//
// See lesson_loop.hpp. Both screens wait for a key and for nothing else.
#include "visualizer/program/lesson_loop.hpp"

#include <poll.h>

#include <algorithm>
#include <functional>

#include "visualizer/program/places.hpp"

namespace looplab::program {

namespace {

/// The next key, or 0 when a signal asks us to end.
int wait_for_key(terminal::screen& screen,
                 const std::function<frame::grid(frame::size)>& draw) {
  for (;;) {
    screen.show(draw(screen.extent()));
    pollfd fds[2] = {{screen.input(), POLLIN, 0},
                     {screen.signals(), POLLIN, 0}};
    poll(fds, 2, -1);
    if (screen.handle_signals()) {
      return 0;
    }
    if (const int key = screen.key(); key != 0 && key != frame::key_resize) {
      return key;
    }
  }
}

bool leaves(int key) {
  return key == 0 || key == 'q' || key == frame::key_escape;
}

/// Asks before the run. False if the person leaves instead.
bool ask(terminal::screen& screen, const target::lesson& what,
         frame::predict_view& view) {
  view.title = what.number + " " + what.title;
  view.question = what.ask.question;
  view.answers = what.ask.answers;
  for (;;) {
    const int key = wait_for_key(screen, [&](frame::size size) {
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

/// Answers after the run.
bool explain(terminal::screen& screen, const target::lesson& what,
             frame::predict_view& view) {
  view.right = what.ask.right;
  view.why = what.ask.why;
  return wait_for_key(screen, [&](frame::size size) {
           return frame::draw_predict(view, size, screen.glyphs());
         }) != 0;
}

}  // namespace

leave run_lesson(terminal::screen& screen, const target::lesson& what,
                 const std::string& recording, std::string& error) {
  frame::predict_view prediction;
  if (!ask(screen, what, prediction)) {
    return leave::back;
  }
  auto run = session::learn(what, programs_folder(), true, error);
  if (!run) {
    return leave::back;
  }
  if (!recording.empty() && !run->record_to(recording, error)) {
    return leave::back;
  }
  note_progress(what.number, 'o');
  note_prediction(what.number, prediction.selected, what.ask.right);
  player transport(run->time(), run.get(), false);
  transport.play(std::chrono::steady_clock::now());
  live_loop loop(screen, *run, transport);
  const leave how = loop.run();
  const bool finished = run->lesson_finished();
  run->finish();
  if (!run->finish_recording(error) || how == leave::quit) {
    return how;
  }
  if (finished) {
    note_progress(what.number, 'x');
  }
  return explain(screen, what, prediction) ? leave::back : leave::quit;
}

namespace {

/// Moves the choice on the home screen by a key that is meant for it.
void choose(frame::home_view& view, frame::command what, int key) {
  const int last = static_cast<int>(view.chapters.size()) - 1;
  if (what == frame::command::task_up) {
    view.selected = std::max(0, view.selected - 1);
  } else if (what == frame::command::task_down) {
    view.selected = std::min(last, view.selected + 1);
  } else if (what == frame::command::choose_task) {
    const std::string number = std::string("0") + static_cast<char>(key);
    const auto found =
        std::ranges::find(view.chapters, number, &frame::chapter_card::number);
    if (found != view.chapters.end()) {
      view.selected = static_cast<int>(found - view.chapters.begin());
    }
  }
}

}  // namespace

void run_home(terminal::screen& screen) {
  std::vector<std::string> problems;
  const std::vector<target::lesson> list = chapters(problems);
  frame::home_view view;
  if (!problems.empty()) {
    view.message = problems.front();
  }
  bool help = false;
  for (;;) {
    view.chapters = cards(list);
    const int key = wait_for_key(screen, [&](frame::size size) {
      frame::grid out = frame::draw_home(view, size, screen.glyphs());
      if (help) {
        frame::draw_help(out, frame::screen_kind::home, "", screen.glyphs());
      }
      return out;
    });
    const frame::command what =
        frame::command_for(frame::screen_kind::home, key);
    if (key == 0 || what == frame::command::quit) {
      return;
    }
    help = what == frame::command::help && !help;
    if (what != frame::command::enter) {
      choose(view, what, key);
      continue;
    }
    const auto& card = view.chapters[static_cast<std::size_t>(view.selected)];
    const auto chosen = std::ranges::find_if(
        list, [&](const target::lesson& c) { return c.number == card.number; });
    if (chosen == list.end()) {
      view.message = "Chapter " + card.number + " is not here yet.";
      continue;
    }
    std::string error;
    if (run_lesson(screen, *chosen, "", error) == leave::quit) {
      return;
    }
    view.message = error;
  }
}

}  // namespace looplab::program
