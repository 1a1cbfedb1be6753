// SPDX-License-Identifier: BSL-1.0
//
// The chapters' lessons, played to their end without a screen: every answer is
// the right one, every caption comes, in the order of the script, and slow
// motion does not make it untrue.
#include "visualizer/target/lesson.hpp"

#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/patience.hpp"
#include "tests/target/watched.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::target {
namespace {

lesson lesson_of(const std::string& folder) {
  std::string error;
  const auto read = read_lesson(
      std::filesystem::path(CHAPTERS) / folder / "lesson.json", error);
  EXPECT_TRUE(read) << error;
  return read.value_or(lesson{});
}

/// A lesson that is being played, drained and followed.
struct played {
  own_trace_directory directory;
  lesson what;
  std::unique_ptr<lesson_player> player;
  trace::log events;
  model::timeline time{events};

  explicit played(const std::string& folder, bool begin_held = false)
      : played(lesson_of(folder), begin_held) {}

  explicit played(lesson of, bool begin_held = false) : what(std::move(of)) {
    std::string error;
    player = lesson_player::start(what, PROGRAMS, begin_held, error);
    EXPECT_TRUE(player) << error;
  }

  void look() {
    player->server().drain(events);
    time.catch_up();
    player->advance(events, time);
  }

  bool to_the_end(std::chrono::seconds patience = std::chrono::seconds(60)) {
    return support::eventually(
        [&] {
          look();
          return player->finished() || !player->problem().empty();
        },
        patience);
  }
};

/// Answers that were read from an upstream before the caption that begins so.
int upstream_answers_before(const trace::log& events,
                            const std::string& caption) {
  std::size_t end = 0;
  for (const auto& one : events.captions()) {
    end = one.text.starts_with(caption) ? one.after : end;
  }
  std::set<trace::id> upstreams;
  int answers = 0;
  for (std::size_t i = 0; i < end; ++i) {
    const trace::entry& e = events[i];
    if (e.kind == trace::event_kind::note &&
        events.text(e.text).starts_with("upstream")) {
      upstreams.insert(e.subject);
    }
    answers += e.kind == trace::event_kind::act &&
               e.sub == static_cast<std::uint8_t>(trace::verb::read) &&
               e.arg > 0 && upstreams.contains(e.subject);
  }
  EXPECT_GT(end, 0u) << "there is no such caption";
  return answers;
}

class WholeLesson : public testing::TestWithParam<const char*> {};

TEST_P(WholeLesson, RunsToItsEndWithEveryAnswerAndCaption) {
  played it(GetParam());
  ASSERT_TRUE(it.to_the_end());
  EXPECT_EQ(it.player->problem(), "");
  EXPECT_TRUE(it.player->finished());
  std::vector<std::string> said, written;
  std::size_t last = 0;
  for (const auto& caption : it.events.captions()) {
    EXPECT_GE(caption.after, last);
    last = caption.after;
    said.push_back(caption.text);
  }
  for (const lesson_step& step : it.what.script) {
    if (!step.caption.empty()) {
      written.push_back(step.caption);
    }
  }
  EXPECT_EQ(said, written);
  EXPECT_TRUE(it.player->server().running());
  EXPECT_EQ(it.events.lost(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Chapters, WholeLesson,
                         testing::Values("01-blocking-io", "02-threads",
                                         "06-epoll"),
                         [](const auto& chapter) {
                           return "Chapter" +
                                  std::string(chapter.param).substr(0, 2);
                         });

TEST(Lesson, BeginsHeldAndWaitsForTheFirstStep) {
  played it("06-epoll", true);
  target& server = it.player->server();
  ASSERT_TRUE(support::eventually([&] {
    it.look();
    return server.stands_at_gate();
  }));
  for (int i = 0; i < 50; ++i) {
    it.look();
  }
  EXPECT_TRUE(server.stands_at_gate());
  // Only what needs nothing of the server has been said.
  EXPECT_LE(it.events.captions().size(), 2u);
  server.release();
  EXPECT_TRUE(it.to_the_end());
  EXPECT_EQ(it.player->problem(), "");
}

TEST(Lesson, StaysInStepInSlowMotion) {
  played it("06-epoll", true);
  // Slow enough that the upstream's 200 ms are over long before client 3 is
  // answered; the lesson says that client 3 is answered first.
  it.player->server().slow(std::chrono::milliseconds(40));
  ASSERT_TRUE(it.to_the_end());
  EXPECT_EQ(it.player->problem(), "");
  EXPECT_EQ(upstream_answers_before(it.events, "Client 3 came later"), 0);
  EXPECT_EQ(upstream_answers_before(it.events, "The upstream's socket"), 1);
  EXPECT_TRUE(it.player->finished());
}

TEST(Lesson, HasTheFilesThatServeHas) {
  lesson what = lesson_of("06-epoll");
  what.script = {{"listening", "client 1 GET /file?name=small", ""},
                 {"client 1 answered", "", "It came."}};
  played it(what);
  ASSERT_TRUE(it.to_the_end());
  EXPECT_EQ(it.player->problem(), "");
}

TEST(Lesson, TellsWhenTheServerDies) {
  played it("06-epoll");
  ASSERT_TRUE(support::eventually([&] {
    it.look();
    return it.player->server().has_trace();
  }));
  it.player->server().finish();
  ASSERT_TRUE(it.to_the_end());
  EXPECT_FALSE(it.player->finished());
  EXPECT_EQ(it.player->problem(),
            "the server ended in the middle of the lesson");
}

TEST(Lesson, SaysWhichProgramIsMissing) {
  const own_trace_directory directory;
  const lesson what = lesson_of("06-epoll");
  std::string error;
  EXPECT_FALSE(lesson_player::start(what, "/no/such/tree", false, error));
  EXPECT_NE(error.find("/no/such/tree/demos/upstream/upstream"),
            std::string::npos)
      << error;
}

}  // namespace
}  // namespace looplab::target
