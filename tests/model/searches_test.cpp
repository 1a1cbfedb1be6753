// SPDX-License-Identifier: BSL-1.0
//
// A search for a change or a stop passes over most of a log. What it finds is
// what one finds who looks at every moment, on logs of any kind, however little
// memory the index has, and however often the search is interrupted.
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/model/busy_loop.hpp"
#include "tests/model/random_log.hpp"
#include "tests/model/sparse_log.hpp"
#include "visualizer/model/change_index.hpp"
#include "visualizer/model/fold.hpp"
#include "visualizer/model/stop_walk.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

using model::stop;
using model::stop_at;
using model::stop_walk;
using model::task_state;

/// What a lane shows: whose it is and its state; nothing if there is none.
using look = std::optional<std::pair<std::uint32_t, task_state>>;

look look_at(const model::fold& now, std::uint16_t process, trace::id who) {
  if (const auto* task = now.task(process, who)) {
    return std::pair(task->born, task->state);
  }
  if (const auto* d = now.descriptor(process, who)) {
    return std::pair(d->born, d->state);
  }
  return std::nullopt;
}

/// Cursors at which the lane shows something else than before them.
std::vector<std::size_t> all_changes(const trace::log& events,
                                     std::uint16_t process, trace::id who) {
  model::fold now(events);
  std::vector<std::size_t> found;
  look was = look_at(now, process, who);
  for (std::size_t at = 1; at <= events.size(); ++at) {
    now.advance_to(at);
    const look is = look_at(now, process, who);
    if (is != was) {
      found.push_back(at);
    }
    was = is;
  }
  return found;
}

void expect_changes(const model::timeline& time, std::uint16_t process,
                    trace::id who, std::mt19937& random) {
  const auto all = all_changes(time.events(), process, who);
  for (int i = 0; i < 30; ++i) {
    const std::size_t from = random() % (time.size() + 1);
    const auto next = std::upper_bound(all.begin(), all.end(), from);
    EXPECT_EQ(time.next_change(from, who, process),
              next == all.end() ? time.size() : *next)
        << who << " from " << from;
    const auto here = std::lower_bound(all.begin(), all.end(), from);
    EXPECT_EQ(time.previous_change(from, who, process),
              here == all.begin() ? 0 : *(here - 1))
        << who << " from " << from;
  }
}

std::vector<trace::id> lanes() {
  std::vector<trace::id> out = {1, 5, 9, 0x60000001u, 77};
  out.push_back(log_builder::fd(5));
  out.push_back(log_builder::fd(7));
  out.push_back(log_builder::thread(4712));
  return out;
}

/// The stops that each entry is: the first of them that holds.
std::map<std::size_t, const stop*> all_stops(const trace::log& events,
                                             const std::vector<stop>& stops) {
  std::map<std::size_t, const stop*> found;
  for (const stop& one : stops) {
    model::fold now(events);
    const auto is_true = [&] {
      const look at = look_at(now, one.process, one.who);
      return one.what == stop_at::phase
                 ? now.now().shown_phase() == one.phase
                 : (at ? at->second : task_state::fresh) == one.state;
    };
    bool was = is_true();
    for (std::size_t at = 0; at < events.size(); ++at) {
      now.advance_to(at + 1);
      const bool is = is_true();
      const auto& frames = events.at(events[at].place).frames;
      const bool passes = !frames.empty() && frames[0].line == one.line;
      if (one.what == stop_at::line ? passes : is && !was) {
        found.try_emplace(at + 1, &one);
      }
      was = is;
    }
  }
  return found;
}

std::vector<stop> some_stops(bool with_lines) {
  std::vector<stop> out(3);
  out[0].what = stop_at::state;
  out[0].who = 7;
  out[0].state = task_state::ready;
  out[1].what = stop_at::state;
  out[1].who = log_builder::fd(9);
  out[1].state = task_state::waits_io;
  out[2].what = stop_at::phase;
  out[2].phase = model::loop_phase::timers;
  for (std::uint32_t i = 0; with_lines && i < 3; ++i) {
    out.emplace_back();
    out.back().file = "src/server.cpp";
    out.back().line = 10 + i;
  }
  return out;
}

std::vector<std::size_t> walked(const model::timeline& time,
                                const std::vector<stop>& stops,
                                model::way direction, std::size_t a_part) {
  std::vector<std::size_t> out;
  for (std::size_t from = direction == model::way::on ? 0 : time.size() + 1;;) {
    stop_walk walk(time, stops, from, direction);
    auto got = stop_walk::result::more;
    while (got == stop_walk::result::more) {
      got = walk.go_on(a_part, false);
    }
    if (got == stop_walk::result::end) {
      break;
    }
    out.push_back(from = walk.at().cursor);
  }
  if (direction == model::way::back) {
    std::reverse(out.begin(), out.end());
  }
  return out;
}

}  // namespace

TEST(Search, FindsTheChangesOfALogWithoutSense) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    random_log made(seed);
    const trace::log& events = made.grow(5000).events();
    std::mt19937 random(seed);
    for (const std::size_t bytes : {std::size_t{3000}, std::size_t{1} << 24}) {
      model::timeline time(events, bytes);
      time.catch_up();
      for (const trace::id who : lanes()) {
        expect_changes(time, 0, who, random);
        expect_changes(time, 1, who, random);
      }
    }
  }
}

TEST(Search, FindsTheChangesOfLanesThatRest) {
  for (unsigned seed = 0; seed < 2; ++seed) {
    sparse_log made(seed);
    const trace::log& events = made.grow(30'000).events();
    std::mt19937 random(seed);
    for (const std::size_t bytes : {std::size_t{3000}, std::size_t{1} << 24}) {
      model::timeline time(events, bytes);
      time.catch_up();
      for (trace::id who = 1; who < 41; who += 5) {
        expect_changes(time, 0, who, random);
        expect_changes(time, 0, log_builder::fd(static_cast<int>(who) / 2 + 4),
                       random);
      }
    }
  }
}

TEST(Search, FindsEveryStopInBothDirectionsAndInParts) {
  for (unsigned seed = 0; seed < 3; ++seed) {
    sparse_log made(seed);
    const trace::log& events = made.grow(30'000).events();
    model::timeline time(events, seed == 0 ? 3000 : std::size_t{1} << 24);
    time.catch_up();
    for (const bool with_lines : {false, true}) {
      const std::vector<stop> stops = some_stops(with_lines);
      std::vector<std::size_t> expected;
      for (const auto& [cursor, which] : all_stops(events, stops)) {
        expected.push_back(cursor);
      }
      ASSERT_GT(expected.size(), 20u);
      for (const std::size_t part : {std::size_t{700}, time.size()}) {
        EXPECT_EQ(walked(time, stops, model::way::on, part), expected) << seed;
        EXPECT_EQ(walked(time, stops, model::way::back, part), expected)
            << seed;
      }
    }
  }
}

// A part is a few thousand entries, however long the log: else a key waits.
TEST(Search, ComesBackAfterEachPart) {
  sparse_log made(1);
  model::timeline time(made.grow(40'000).events());
  time.catch_up();
  std::vector<stop> stops(2);
  stops[0].file = "nowhere.cpp";
  stops[1].what = stop_at::state;
  stops[1].who = 7;
  stops[1].state = task_state::failed;
  for (const auto direction : {model::way::on, model::way::back}) {
    stop_walk walk(time, stops, time.size() / 2, direction);
    int parts = 1;
    while (walk.go_on(100, false) == stop_walk::result::more) {
      ++parts;
    }
    EXPECT_EQ(walk.at().found, nullptr);
    EXPECT_GT(parts, direction == model::way::on ? 100 : 0);
  }
}

TEST(Search, LeavesOutWhatCannotHaveAChange) {
  busy_loop made(5000);
  made.grow(200'000);
  model::timeline time(made.events());
  time.catch_up();
  const model::change_index::suspect nobody[] = {
      {model::change_index::lane(0, 123'456)}};
  EXPECT_FALSE(time.changed().next(0, nobody));
  EXPECT_FALSE(time.changed().previous(time.size(), nobody));
  // This client has its turn a few times, in many thousand of the others.
  const model::change_index::suspect one[] = {
      {model::change_index::lane(0, 17)}};
  std::size_t few = 0;
  for (auto in = time.changed().next(60'000, one); in;
       in = time.changed().next(in->end, one)) {
    ++few;
  }
  EXPECT_GT(few, 0u);
  EXPECT_LT(few, 20u);
  const model::change_index::suspect fails[] = {
      {model::change_index::lane(0, 17),
       model::change_index::only(task_state::failed)}};
  EXPECT_FALSE(time.changed().next(0, fails));
}

TEST(ChangeIndex, StaysWithinItsMemoryAndForgetsNothing) {
  constexpr std::size_t most = 64 << 10;
  model::change_index index(most);
  for (std::size_t entry = 0; entry < 3'000'000; entry += 3) {
    index.note(entry, entry / 300, 1);
  }
  EXPECT_LE(index.bytes(), most + (most >> 2));
  for (std::size_t lane = 0; lane < 10'000; lane += 37) {
    const model::change_index::suspect who[] = {{lane, 1}};
    const auto in = index.next(lane * 300, who);
    ASSERT_TRUE(in);
    EXPECT_LE(in->begin, lane * 300) << lane;
    const auto back = index.previous(lane * 300 + 299, who);
    ASSERT_TRUE(back);
    EXPECT_GT(back->end, lane * 300) << lane;
  }
  index.let_go(1'500'000);
  const model::change_index::suspect old[] = {{5, 1}}, young[] = {{9000, 1}};
  EXPECT_FALSE(index.next(0, old));
  EXPECT_TRUE(index.next(0, young));
}

}  // namespace looplab::tests
