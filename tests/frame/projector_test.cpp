// SPDX-License-Identifier: BSL-1.0
//
// Few and big: what the last row must be able to read is there, and does not
// jump about.
#include <string>

#include <gtest/gtest.h>

#include "tests/frame/example_views.hpp"
#include "visualizer/frame/big_letters.hpp"

namespace looplab::tests {

namespace {

using frame::size;

constexpr size classroom{80, 24};

std::string projected_text(frame::live_view view, size extent = classroom) {
  view.who.projector = true;
  return frame::draw_live(view, extent, {}).text();
}

std::string big(const std::string& word, bool ascii) {
  frame::grid out({40, 5});
  frame::put_big(out, 0, 0, word, frame::style::text, {ascii});
  return out.text();
}

TEST(big_letters, are_three_rows_of_half_blocks_or_five_of_ascii) {
  EXPECT_EQ(big("RUN", false),
            "█▀▄ █ █ █▄ █\n█▀▄ █ █ █ ▀█\n▀ ▀ ▀▀▀ ▀  ▀\n\n\n");
  EXPECT_EQ(big("T1", true), "###  #\n #  ##\n #   #\n #   #\n #  ###\n");
  EXPECT_EQ(frame::columns_of_big("RUN"), 12);
  EXPECT_EQ(frame::columns_of_big("?"), 0);
}

TEST(projector, has_every_letter_it_says) {
  for (const char letter : std::string("TIMERSPOLLASLEEPRUNWAIT0123456789")) {
    EXPECT_GT(frame::columns_of_big(std::string(1, letter)), 0) << letter;
  }
}

TEST(projector, shows_at_most_five_lanes_in_their_own_order) {
  for (const size extent : {classroom, size{120, 60}}) {
    std::string text = projected_text(loop_view(extent), extent);
    for (auto at = text.find("▸"); at != text.npos; at = text.find("▸")) {
      text.replace(at, std::string("▸").size(), " ");
    }
    std::size_t lanes = 0;
    std::size_t last = 0;
    for (int i = 1; i <= 9; ++i) {
      const auto at = text.find("\n t" + std::to_string(i) + " ");
      if (at != text.npos) {
        EXPECT_GT(at, last);
        last = at;
        ++lanes;
      }
    }
    EXPECT_EQ(lanes, extent.rows > 30 ? 5u : 4u) << text;
  }
}

TEST(projector, shows_who_runs_and_whom_the_person_chose) {
  frame::live_view view = loop_view(classroom);
  for (const model::task& task : view.now.tasks) {
    view.who.selected = task.self;
    const std::string text = projected_text(view);
    EXPECT_NE(text.find("RUNNING"), text.npos) << text;
    EXPECT_NE(text.find("▸t" + std::to_string(task.self)), text.npos) << text;
  }
}

TEST(projector, says_loudly_that_the_loop_is_asleep) {
  frame::grid word({40, 3});
  frame::put_big(word, 0, 0, "ASLEEP", frame::style::text, {});
  const std::string text = projected_text(asleep_view(classroom));
  const std::string first = word.row(0).substr(0, word.row(0).find("   "));
  EXPECT_NE(text.find(first), text.npos) << text;
}

TEST(projector, keeps_its_words_where_they_are) {
  frame::live_view runs = loop_view(classroom);
  frame::live_view sleeps = asleep_view(classroom);
  runs.who.projector = sleeps.who.projector = true;
  const auto arrows = [](const frame::grid& drawn) {
    std::string out;
    for (int x = 0; x < classroom.columns; ++x) {
      out += drawn.at(x, 3).glyph == U'▶' ? '>' : ' ';
    }
    return out;
  };
  EXPECT_EQ(arrows(draw_live(runs, classroom, {})),
            arrows(draw_live(sleeps, classroom, {})));
}

}  // namespace

}  // namespace looplab::tests
