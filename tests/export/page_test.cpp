// SPDX-License-Identifier: BSL-1.0
//
// The exported page holds the frames of the terminal, cell by cell, and
// nothing that could be taken for markup or for an address. That it plays is
// tested in a browser.
#include "visualizer/export/page.hpp"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/export/page_film.hpp"
#include "tests/model/random_log.hpp"
#include "visualizer/export/cell_patch.hpp"

namespace looplab::tests {

namespace {

std::string page_of(trace::log& events, const exporting::picture& how,
                    exporting::range part) {
  model::timeline time(events);
  time.catch_up();
  part.until = std::min(part.until, time.size());
  std::ostringstream out;
  EXPECT_TRUE(
      exporting::write_page(time, how, part, {{{500, "2 events/s"}}, 0}, out));
  return out.str();
}

page_frame drawn(const frame::grid& one) {
  std::string looks;
  for (int y = 0; y < one.extent().rows; ++y) {
    for (int x = 0; x < one.extent().columns; ++x) {
      looks += exporting::look_letter(one.at(x, y));
    }
  }
  return {one.text(), looks};
}

class page_of_random_logs : public testing::TestWithParam<unsigned> {};

TEST_P(page_of_random_logs, has_the_frames_of_the_terminal) {
  random_log made(GetParam());
  trace::log& events = made.grow(150).events();
  exporting::picture how;
  how.ascii = GetParam() == 2;
  const std::string page = page_of(events, how, {0, 999});
  how.real_time = GetParam() > 2;
  const auto film = film_of(page, how.real_time);
  model::timeline time(events);
  time.catch_up();
  for (const page_stop& stop : film) {
    ASSERT_EQ(stop.whole, drawn(exporting::frame_at(time, how, stop.event)));
    if (!stop.beats.empty()) {
      for (int beat = 0; beat < 3; ++beat) {
        ASSERT_EQ(
            stop.beats[static_cast<std::size_t>(beat)],
            drawn(exporting::frame_at(time, how, stop.event,
                                      static_cast<frame::beat>(beat + 1))));
      }
    }
  }
  EXPECT_EQ(film.back().event, time.size());
}

INSTANTIATE_TEST_SUITE_P(seeds, page_of_random_logs, testing::Range(1u, 5u));

log_builder three_turns() {
  log_builder made;
  const trace::id loop = log_builder::fd(4);
  made.create(trace::thing_kind::loop, loop, "loop").task(1, "client 1");
  for (int turn = 0; turn < 3; ++turn) {
    made.poll_begin(loop).poll_end(loop, 1).wake(1).run(1);
    made.stop(1, trace::wait_why::io, log_builder::fd(7));
  }
  return made;
}

TEST(page, goes_to_turns_as_the_terminal_does) {
  log_builder made = three_turns();
  const auto film = film_of(page_of(made.events(), {}, {0, 999}));
  model::timeline time(made.events());
  time.catch_up();
  for (const page_stop& stop : film) {
    EXPECT_EQ(film[stop.turn_after].event, time.next_turn(stop.event));
    EXPECT_EQ(film[stop.turn_before].event, time.previous_turn(stop.event));
  }
}

TEST(page, plays_a_part) {
  log_builder made = three_turns();
  const auto film = film_of(page_of(made.events(), {}, {4, 9}));
  EXPECT_EQ(film.front().event, 4u);
  EXPECT_EQ(film.back().event, 9u);
  for (const page_stop& stop : film) {
    EXPECT_LT(stop.turn_after, film.size());
    EXPECT_LT(stop.turn_before, film.size());
  }
}

TEST(page, is_small_and_asks_nobody) {
  log_builder made = three_turns();
  const std::string page = page_of(made.events(), {}, {0, 999});
  EXPECT_LT(page.size() - data_of(page).size(), 300'000u);
  for (const char* outside : {"http:", "https:", "src=", "@import", "url("}) {
    EXPECT_EQ(page.find(outside), page.npos) << outside;
  }
  EXPECT_EQ(page.find("{{"), page.npos);
}

TEST(page, takes_no_name_for_markup) {
  log_builder made(1, "</title><script>alert(1)</script>");
  made.task(1, "</script><b>").run(1).note(1, "<!-- <script>");
  made.events().add_caption({1, "</script>\xff\"'&"});
  const std::string page = page_of(made.events(), {}, {0, 999});
  EXPECT_EQ(page.find("alert(1)</"), page.npos);
  EXPECT_EQ(data_of(page).find('<'), std::string::npos);
  EXPECT_NE(film_of(page).back().whole.text.find("</script>"), page.npos);
}

TEST(page, listens_to_the_keys_of_the_terminal) {
  log_builder made = three_turns();
  const auto keys = keys_of_page(page_of(made.events(), {}, {0, 999}));
  for (const char* key : {" ", "n", "N", "t", "T", "ArrowLeft", "ArrowRight",
                          "Home", "End", "+", "-", "?", "a"}) {
    EXPECT_NE(std::ranges::find(keys, key), keys.end()) << key;
  }
}

}  // namespace

}  // namespace looplab::tests
