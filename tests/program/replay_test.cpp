// SPDX-License-Identifier: BSL-1.0
//
// Forwards and back over recordings of real lessons: every event has one
// picture, whichever way the cursor came to it.
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"
#include "trace/recording.hpp"
#include "visualizer/frame/live_view.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab {
namespace {

constexpr frame::size extent{100, 30};

frame::grid picture(const trace::log& events, const model::timeline& time,
                    std::size_t cursor) {
  frame::viewer who;
  who.cursor = cursor;
  who.mode = frame::run_mode::replay;
  return frame::draw_live(frame::compose(events, time, who, extent), extent,
                          frame::glyphs{});
}

std::string record_lesson(const std::string& number,
                          const own_records& records) {
  const std::string file = records.file("lesson.loop");
  support::process lesson({LOOPLAB_VIEW,
                           {"learn", number, "--lines", "-o", file},
                           records.environment(SHARE_FOLDER)});
  EXPECT_EQ(lesson.wait(std::chrono::minutes(1)), 0) << lesson.output();
  return file;
}

class replay_of_lesson : public testing::TestWithParam<const char*> {
 protected:
  own_records records_;
};

TEST_P(replay_of_lesson, next_and_back_give_the_identical_screen) {
  trace::log events;
  std::string note;
  std::string error;
  ASSERT_TRUE(trace::read_recording(record_lesson(GetParam(), records_), events,
                                    note, error))
      << error;
  EXPECT_EQ(note, "");
  model::timeline time(events);
  time.catch_up();
  ASSERT_GT(time.size(), 50u);
  for (std::size_t at = 0; at < time.size(); ++at) {
    const frame::grid first = picture(events, time, at);
    const frame::grid next = picture(events, time, at + 1);
    ASSERT_EQ(first, picture(events, time, at)) << "event " << at;
    ASSERT_EQ(next, picture(events, time, at + 1)) << "event " << at + 1;
  }
}

// A lesson ends its server, which then has something left to do.
TEST(replay, of_a_lesson_goes_on_to_the_end_of_its_server) {
  const own_records records;
  trace::log events;
  std::string note;
  std::string error;
  ASSERT_TRUE(
      trace::read_recording(record_lesson("06", records), events, note, error))
      << error;
  ASSERT_FALSE(events.processes().empty());
  const trace::entry& last = events[events.size() - 1];
  EXPECT_EQ(last.kind, trace::event_kind::end);
  EXPECT_EQ(last.subject, trace::process_id_of(events.processes()[0].pid));
}

TEST(replay, of_a_script_shows_the_end_of_each_of_its_shells) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer's runtime must be the first library";
#endif
  const own_records records;
  const std::string file = records.file("script.loop");
  support::process script(
      {LOOPLAB_RECORD,
       {"-o", file, "--", "bash", "-c",
        "for i in 1 2 3; do told=$(echo \"$(echo deep)\"); done; exec sleep 0"},
       records.environment(SHARE_FOLDER)});
  ASSERT_EQ(script.wait(), 0) << script.output();
  trace::log events;
  std::string note;
  std::string error;
  ASSERT_TRUE(trace::read_recording(file, events, note, error)) << error;
  model::timeline time(events);
  time.catch_up();
  const model::state last = time.at(time.size());
  EXPECT_GE(last.processes.size(), 2u);
  for (const model::process& one : last.processes) {
    EXPECT_TRUE(one.over) << one.name << " " << one.pid;
  }
  for (const model::task& one : last.tasks) {
    EXPECT_EQ(one.state, model::task_state::done) << one.name;
  }
  EXPECT_EQ(last.processes.front().name, "bash");
}

INSTANTIATE_TEST_SUITE_P(every_chapter, replay_of_lesson,
                         testing::Values("01", "02", "06"),
                         [](const auto& one) {
                           return std::string("chapter_") + one.param;
                         });

}  // namespace
}  // namespace looplab
