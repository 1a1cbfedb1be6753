// SPDX-License-Identifier: BSL-1.0
//
// See home_loop.hpp. The cards are made anew each time: a lesson that was just
// left may have changed them.
#include "visualizer/program/home_loop.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <optional>

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

/// The first click chooses a chapter, the next one runs it: the key for that.
int click_on_chapter(frame::home_view& view, int row) {
  const bool chosen = view.selected == row;
  view.selected = row;
  return chosen ? int{frame::key_enter} : 0;
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
  if (what == frame::command::replay) {
    return replay_lesson(screen, *chosen, view.message);
  }
  if (chosen == list.begin()) {
    view.message = "There is no chapter before " + chosen->number + ".";
    return leave::back;
  }
  return compare_chapters(screen, *(chosen - 1), *chosen, view.message);
}

/// What the home screen says of the lesson that was left last.
std::string hint_of(const std::optional<lesson_stop>& stop) {
  if (!stop) {
    return {};
  }
  return stop->turn > 0
             ? fmt::format(
                   "You stopped in chapter {}, turn {}. c goes on from there.",
                   stop->number, stop->turn)
             : fmt::format("You stopped in chapter {}. c begins it again.",
                           stop->number);
}

leave go_on(terminal::screen& screen, const lessons& list,
            frame::home_view& view) {
  const auto stop = last_stop();
  const auto left = std::ranges::find(list, stop ? stop->number : "",
                                      &target::lesson::number);
  view.message.clear();
  if (left == list.end()) {
    view.message = "You have not stopped in a lesson yet: Enter runs one.";
    return leave::back;
  }
  view.selected =
      static_cast<int>(std::ranges::find(view.chapters, left->number,
                                         &frame::chapter_card::number) -
                       view.chapters.begin());
  return run_lesson(screen, *left, "", view.message, stop->turn);
}

/// Chooses the first chapter that has in its number, title or question what
/// was typed.
void find(frame::home_view& view) {
  const auto has = [&view](const std::string& text) {
    return !std::ranges::search(text, view.search, [](char a, char b) {
              return std::tolower(static_cast<unsigned char>(a)) ==
                     std::tolower(static_cast<unsigned char>(b));
            }).empty();
  };
  for (std::size_t i = 0; i < view.chapters.size(); ++i) {
    const frame::chapter_card& card = view.chapters[i];
    if (has(card.number) || has(card.title) || has(card.question)) {
      view.selected = static_cast<int>(i);
      return;
    }
  }
}

/// A key while a word is typed. Enter and Esc end it; the choice stays.
void type(frame::home_view& view, int key) {
  if (key == frame::key_enter || key == frame::key_escape) {
    view.searching = false;
  } else if (key == frame::key_backspace && !view.search.empty()) {
    view.search.pop_back();
  } else if (key == frame::key_backspace) {
    view.searching = false;
  } else if (key >= ' ' && key < 127) {
    view.search += static_cast<char>(key);
  }
  if (view.searching && !view.search.empty()) {
    find(view);
  }
}

/// Does what the key means; quit if the person leaves.
leave press(terminal::screen& screen, const lessons& list,
            frame::home_view& view, help_box& help, int key) {
  using frame::command;
  const command what = frame::command_for(frame::screen_kind::home, key);
  switch (what) {
    case command::quit:
      return leave::quit;
    case command::help:
      help.open(frame::screen_kind::home);
      return leave::back;
    case command::search:
      view.searching = true;
      view.search.clear();
      return leave::back;
    case command::go_on:
      return go_on(screen, list, view);
    case command::enter:
    case command::replay:
    case command::versus:
      return do_with_chapter(screen, list, view, what);
    default:
      view.message.clear();
      choose(view, what, key);
      return leave::back;
  }
}

}  // namespace

frame::home_view home_as_it_opens(const lessons& list,
                                  const std::vector<std::string>& problems) {
  frame::home_view out;
  if (!problems.empty()) {
    out.message = problems.front();
  }
  out.chapters = cards(list);
  out.hint = hint_of(last_stop());
  return out;
}

void run_home(terminal::screen& screen) {
  std::vector<std::string> problems;
  const lessons list = chapters(problems);
  frame::home_view view = home_as_it_opens(list, problems);
  help_box help;
  for (;;) {
    view.chapters = cards(list);
    view.hint = hint_of(last_stop());
    int row = 0;
    int key = next_key(
        screen,
        [&](frame::size size) {
          frame::grid out = frame::draw_home(view, size, screen.glyphs());
          help.draw(out, screen.glyphs());
          return out;
        },
        &row);
    if (key == 0) {
      return;
    }
    if (key == frame::key_mouse) {
      key = help.is_open() ? help.click(row) : click_on_chapter(view, row);
    } else if (help.is_open()) {
      key = help.press(key);
    }
    if (view.searching && key != 0) {
      type(view, key);
    } else if (press(screen, list, view, help, key) == leave::quit) {
      return;
    }
  }
}

}  // namespace looplab::program
