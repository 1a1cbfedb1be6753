// SPDX-License-Identifier: BSL-1.0
//
// See home_loop.hpp. The cards are made anew each time: a lesson that was just
// left may have changed them.
#include "visualizer/program/home_loop.hpp"

#include <algorithm>

#include "visualizer/program/catalogue.hpp"
#include "visualizer/program/comparison.hpp"
#include "visualizer/program/help_box.hpp"
#include "visualizer/program/lesson_loop.hpp"
#include "visualizer/program/next_key.hpp"

namespace looplab::program {

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

using lessons = std::vector<target::lesson>;

/// The chosen chapter, or list.end() if it is not here yet.
lessons::const_iterator chosen_of(const lessons& list,
                                  const frame::home_view& view) {
  const auto& card = view.chapters[static_cast<std::size_t>(view.selected)];
  return std::ranges::find(list, card.number, &target::lesson::number);
}

/// Does what the key means for the chosen chapter; a sentence in the view's
/// message if it cannot be done.
leave do_with_chapter(terminal::screen& screen, const lessons& list,
                      frame::home_view& view, frame::command what) {
  const auto chosen = chosen_of(list, view);
  view.message.clear();
  if (chosen == list.end()) {
    const auto& card = view.chapters[static_cast<std::size_t>(view.selected)];
    view.message = "Chapter " + card.number + " is not here yet.";
    return leave::back;
  }
  if (what == frame::command::enter) {
    return run_lesson(screen, *chosen, "", view.message);
  }
  if (chosen == list.begin()) {
    view.message = "There is no chapter before " + chosen->number + ".";
    return leave::back;
  }
  return compare_chapters(screen, *(chosen - 1), *chosen, view.message);
}

}  // namespace

void run_home(terminal::screen& screen) {
  std::vector<std::string> problems;
  const lessons list = chapters(problems);
  frame::home_view view;
  if (!problems.empty()) {
    view.message = problems.front();
  }
  help_box help;
  for (;;) {
    view.chapters = cards(list);
    int key = next_key(screen, [&](frame::size size) {
      frame::grid out = frame::draw_home(view, size, screen.glyphs());
      help.draw(out, screen.glyphs());
      return out;
    });
    if (key == 0) {
      return;
    }
    key = help.is_open() ? help.press(key) : key;
    const frame::command what =
        frame::command_for(frame::screen_kind::home, key);
    switch (what) {
      case frame::command::quit:
        return;
      case frame::command::help:
        help.open(frame::screen_kind::home);
        break;
      case frame::command::enter:
      case frame::command::versus:
        if (do_with_chapter(screen, list, view, what) == leave::quit) {
          return;
        }
        break;
      default:
        view.message.clear();
        choose(view, what, key);
        break;
    }
  }
}

}  // namespace looplab::program
