// SPDX-License-Identifier: BSL-1.0
//
// Every screen at every breakpoint against its golden file; any size without
// a crash; and that a frame is a function of its view and of nothing else.
#include "tests/frame/screens.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "tests/frame/example_views.hpp"
#include "tests/frame/golden.hpp"

namespace looplab::tests {

namespace {

using frame::size;

constexpr size sizes[] = {{80, 24}, {100, 30}, {120, 40}};

std::string name_of(const named_screen& screen, size extent, bool ascii) {
  return screen.name + "-" + std::to_string(extent.columns) + "x" +
         std::to_string(extent.rows) + (ascii ? "-ascii" : "");
}

TEST(screens, equal_their_golden_files) {
  for (const named_screen& screen : all_screens()) {
    for (const size extent : sizes) {
      for (const bool ascii : {false, true}) {
        const std::string name = name_of(screen, extent, ascii);
        SCOPED_TRACE(name);
        EXPECT_EQ(against_golden(name, screen.draw(extent, {ascii})), "");
      }
    }
  }
}

TEST(screens, say_what_they_need_below_80x24) {
  for (const named_screen& screen : all_screens()) {
    const std::string said = screen.draw({60, 20}, {}).text();
    EXPECT_NE(said.find("80x24"), said.npos) << screen.name;
    EXPECT_NE(said.find("q"), said.npos) << screen.name;
  }
}

TEST(screens, are_ascii_when_asked) {
  for (const named_screen& screen : all_screens()) {
    for (const size extent : sizes) {
      const std::string text = screen.draw(extent, {true}).text();
      EXPECT_TRUE(std::ranges::all_of(
          text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }))
          << screen.name << '\n'
          << text;
    }
  }
}

TEST(screens, survive_a_storm_of_sizes) {
  std::mt19937 random(20);
  std::uniform_int_distribution<int> columns(1, 260);
  std::uniform_int_distribution<int> rows(1, 90);
  std::vector<size> storm = {{1, 1}, {0, 0}, {1, 200}, {300, 1}, {79, 24}};
  while (storm.size() < 100) {
    storm.push_back({columns(random), rows(random)});
  }
  for (const size extent : storm) {
    for (const named_screen& screen : all_screens()) {
      EXPECT_EQ(screen.draw(extent, {}).extent(), extent) << screen.name;
    }
  }
}

TEST(screens, are_functions_of_their_view) {
  for (const named_screen& screen : all_screens()) {
    EXPECT_EQ(screen.draw({100, 30}, {}), screen.draw({100, 30}, {}));
  }
}

/// Corners and edges of the panes: what must not move from state to state.
std::string skeleton(const frame::grid& drawn) {
  std::string out;
  const auto [columns, rows] = drawn.extent();
  for (int y = 5; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      const char32_t c = drawn.at(x, y).glyph;
      const bool corner = c == U'┌' || c == U'└' || c == U'┘' || c == U'┐';
      out += corner ? 'x' : ' ';
    }
  }
  return out;
}

TEST(screens, keep_their_panes_where_they_are) {
  for (const size extent : sizes) {
    frame::live_view running = loop_view(extent);
    running.caption = "Client 2 runs.";
    const auto runs = draw_live(running, extent, {});
    const auto sleeps = draw_live(asleep_view(extent), extent, {});
    EXPECT_EQ(skeleton(runs), skeleton(sleeps));
  }
}

/// Everything a program may call itself, in the place of its names and words.
frame::live_view renamed(frame::live_view view, const std::string& name) {
  for (model::task& task : view.now.tasks) {
    task.name = name;
  }
  for (auto& row : view.watched) {
    row.name = name;
  }
  for (auto& row : view.timers) {
    row.name = name;
  }
  view.source.who = view.source.function = view.who.title = name;
  view.who.output = view.source.lines = {name, name};
  return view;
}

TEST(screens, keep_their_panes_whatever_a_program_calls_itself) {
  std::string wide;
  for (int i = 0; i < 200; ++i) {
    wide += "\u26a1\u6f22e\u0301";
  }
  for (const std::string& name :
       {std::string(300, 'x'), std::string(300, '\x80'), wide,
        std::string("\x1b[2J\x1b]0;title\a\r\n\t\x9b"), std::string()}) {
    for (const size extent : sizes) {
      for (const bool output : {false, true}) {
        frame::live_view plain = loop_view(extent);
        plain.who.show_output = output;
        const auto drawn = draw_live(renamed(plain, name), extent, {});
        EXPECT_EQ(skeleton(drawn), skeleton(draw_live(plain, extent, {})))
            << drawn.text();
        const std::string text = drawn.text();
        EXPECT_TRUE(std::ranges::none_of(text, [](char c) {
          return c == 0x7f || (c >= 0 && c < ' ' && c != '\n');
        })) << text;
      }
    }
  }
}

TEST(screens, lose_no_letter_where_words_are_broken) {
  const std::string word =
      "äb" + std::string(120, 'c') + "ü" + std::string(120, 'd') + "öz";
  frame::predict_view asked = prediction_view();
  asked.question = word;
  std::string letters;
  for (const char c : draw_predict(asked, {80, 24}, {}).text()) {
    letters += c == ' ' || c == '\n' ? "" : std::string(1, c);
  }
  for (const char* part : {"äb", "ü", "öz"}) {
    EXPECT_NE(letters.find(part), letters.npos) << part;
  }
  EXPECT_GE(std::ranges::count(letters, 'c'), 120);
  EXPECT_GE(std::ranges::count(letters, 'd'), 120);
}

}  // namespace

}  // namespace looplab::tests
