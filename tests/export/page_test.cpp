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

/// The stop after, or before, this one that changes a lane; the ends where none
/// does.
std::size_t change_after(const std::vector<std::size_t>& stops, std::size_t at,
                         std::size_t last) {
  const auto next = std::ranges::upper_bound(stops, at);
  return next == stops.end() ? last : *next;
}

std::size_t change_before(const std::vector<std::size_t>& stops,
                          std::size_t at) {
  const auto next = std::ranges::lower_bound(stops, at);
  return next == stops.begin() ? 0 : *(next - 1);
}

/// What the model says of one lane, in stops: the page cannot stand between two
/// of them, where something of the tool's own may have made a lane known.
class model_says {
 public:
  model_says(const model::timeline& time, const std::vector<std::size_t>& stops)
      : time_(time), stops_(stops) {}

  std::size_t next(std::size_t stop, const model::task& lane) const {
    return stop_at(time_.next_change(stops_[stop], lane.self, lane.process));
  }

  std::size_t previous(std::size_t stop, const model::task& lane) const {
    std::size_t cursor = stops_[stop];
    do {
      cursor = time_.previous_change(cursor, lane.self, lane.process);
    } while (cursor > 0 && stop_at(cursor) == stop);
    return stop_at(cursor);
  }

 private:
  std::size_t stop_at(std::size_t cursor) const {
    const auto at = std::ranges::lower_bound(stops_, cursor);
    return static_cast<std::size_t>(at - stops_.begin());
  }

  const model::timeline& time_;
  const std::vector<std::size_t>& stops_;
};

TEST_P(page_of_random_logs, knows_when_each_lane_changes) {
  random_log made(GetParam());
  trace::log& events = made.grow(300).events();
  const page_lane_table lanes = lanes_of(page_of(events, {}, {0, 999}));
  model::timeline time(events);
  time.catch_up();
  const auto stops = exporting::stops_of(events, {0, time.size()});
  const model_says says(time, stops);
  std::size_t asked = 0;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    const model::state now = time.at(stops[i]);
    ASSERT_EQ(lanes.order[i].size(), now.tasks.size());
    for (std::size_t n = 0; n < now.tasks.size(); ++n, ++asked) {
      const model::task& task = now.tasks[n];
      const auto& changes = lanes.changes.at(lanes.order[i][n]);
      ASSERT_EQ(change_after(changes, i, stops.size() - 1), says.next(i, task))
          << task.name << " after event " << stops[i];
      ASSERT_EQ(change_before(changes, i), says.previous(i, task))
          << task.name << " before event " << stops[i];
    }
  }
  EXPECT_GT(asked, 300u);
}

TEST_P(page_of_random_logs, knows_which_row_is_whose) {
  random_log made(GetParam());
  trace::log& events = made.grow(150).events();
  exporting::picture how;
  how.ascii = GetParam() == 2;
  const std::string page = page_of(events, how, {0, 999});
  const page_lane_table lanes = lanes_of(page);
  const auto film = film_of(page);
  model::timeline time(events);
  time.catch_up();
  for (std::size_t i = 0; i < film.size(); ++i) {
    std::istringstream text(film[i].whole.text);
    std::string line;
    for (std::size_t y = 0; std::getline(text, line); ++y) {
      const bool is_lane = y < lanes.rows[i].size() && lanes.rows[i][y] >= 0;
      const std::string label =
          is_lane ? "t" + std::to_string(lanes.rows[i][y] + 1) + " " : "";
      EXPECT_NE(line.substr(0, 10).find(label), line.npos) << line;
    }
  }
  const model::task first = time.at(time.size()).tasks.at(0);
  how.selected = first.self;
  how.selected_process = first.process;
  const std::string chosen = exporting::frame_at(time, how, time.size()).text();
  // A family: behind the mark stands whose it is.
  EXPECT_NE(chosen.find("\n" + lanes.mark + "1 t1 "), chosen.npos) << chosen;
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
  for (const char* key :
       {" ",   "n", "N", "t", "T", "ArrowLeft", "ArrowRight", "Home",
        "End", "+", "-", "?", "a", "ArrowUp",   "k",          "ArrowDown",
        "j",   "1", "9", ".", ",", "f"}) {
    EXPECT_NE(std::ranges::find(keys, key), keys.end()) << key;
  }
}

}  // namespace

}  // namespace looplab::tests
