// SPDX-License-Identifier: BSL-1.0
//
// The write side as its users meet it: what is told is what a reader finds,
// and nothing happens at all unless the environment asks for it.
#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"
#include "trace/detail/clock.hpp"

namespace looplab::trace::testing {

TEST(recorder, tells_a_story_in_order) {
  const directory where;
  traced it(where, {"story_and_wait"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  const log& seen = it.seen();
  std::vector<std::string> words;
  static const char* const names[] = {"gap",   "create", "end",  "run", "stop",
                                      "wake",  "start",  "done", "act", "poll",
                                      "ready", "value",  "note", "gate"};
  for (std::size_t i = 0; i < seen.size(); ++i) {
    words.push_back(names[static_cast<int>(seen[i].kind)]);
  }
  EXPECT_EQ(words, (std::vector<std::string>{
                       "create", "run", "create", "create", "run", "note",
                       "stop", "wake", "run", "end", "note", "note"}));
  EXPECT_EQ(seen.text(seen[3].text), "socket");
  EXPECT_EQ(seen[3].subject, descriptor_id(7));
  EXPECT_EQ(seen[6].ref, descriptor_id(7));
  EXPECT_EQ(static_cast<wait_why>(seen[6].sub), wait_why::io);
  EXPECT_EQ(seen.lost(), 0u);
}

TEST(recorder, keeps_the_place_of_each_call) {
  const directory where;
  traced it(where, {"story_and_wait"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  const auto stops = entries_of(it.seen(), event_kind::stop);
  ASSERT_EQ(stops.size(), 1u);
  const place& at = it.seen().at(stops[0].place);
  ASSERT_EQ(at.frames.size(), 1u);
  EXPECT_TRUE(at.resolved);
  EXPECT_TRUE(at.frames[0].file.ends_with("target.cpp"));
  EXPECT_NE(at.frames[0].function.find("story"), std::string::npos);
  EXPECT_GT(at.frames[0].line, 0u);
}

TEST(recorder, introduces_the_thread_that_speaks) {
  const directory where;
  traced it(where, {"story_and_wait"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  const log& seen = it.seen();
  const id self = thread_id_of(static_cast<std::uint32_t>(it.program().pid()));
  EXPECT_EQ(seen[0].subject, self);
  EXPECT_EQ(seen[0].arg, it.program().pid());
  EXPECT_EQ(seen[1].subject, self);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].thread, self);
  }
  const process_info& info = seen.processes().at(0);
  EXPECT_EQ(info.pid, static_cast<std::uint32_t>(it.program().pid()));
  EXPECT_TRUE(info.command.ends_with("story_and_wait"));
  EXPECT_TRUE(info.live);
}

TEST(recorder, is_silent_unless_asked) {
  for (const char* off : {"", "0", "off"}) {
    const directory where;
    traced it(where, {"story"}, {{"LOOPLAB_TRACE", off}});
    EXPECT_EQ(it.program().wait(), 11);
    EXPECT_TRUE(where.files().empty());
    EXPECT_EQ(it.program().output(), "");
  }
}

TEST(recorder, removes_its_file_at_the_end) {
  const directory where;
  traced it(where, {"story"});
  EXPECT_EQ(it.program().wait(), 10);
  EXPECT_TRUE(std::filesystem::is_empty(where.path()));
}

TEST(recorder, keeps_its_file_when_asked) {
  const directory where;
  traced it(where, {"story"}, {{"LOOPLAB_TRACE_KEEP", "1"}});
  EXPECT_EQ(it.program().wait(), 10);
  ASSERT_TRUE(it.attach());
  EXPECT_EQ(it.source().state(), writer_state::closed);
  EXPECT_TRUE(it.drain_to_the_end());
  EXPECT_FALSE(it.seen().processes().at(0).live);
}

TEST(recorder, refuses_words_it_does_not_know) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"LOOPLAB_TRACE", "maybe"},
      {"LOOPLAB_TRACE_CLOCK", "sundial"},
      {"LOOPLAB_TRACE_GATE", "slow:"},
      {"LOOPLAB_TRACE_BUDGET_MIB", "0"}};
  for (const auto& one : wrong) {
    const directory where;
    traced it(where, {"story"}, {one});
    EXPECT_EQ(it.program().wait(), 11) << one.first;
    EXPECT_NE(it.program().output().find(one.first + "=" + one.second),
              std::string::npos)
        << it.program().output();
    EXPECT_TRUE(where.files().empty());
  }
}

TEST(recorder, refuses_a_directory_open_to_others) {
  const directory where;
  std::filesystem::permissions(where.path(), std::filesystem::perms(0755));
  traced it(where, {"story"});
  EXPECT_EQ(it.program().wait(), 11);
  EXPECT_NE(it.program().output().find("open to others"), std::string::npos);
}

TEST(recorder, refuses_a_directory_that_is_a_link) {
  const directory where;
  const auto link = where.path() / "link";
  std::filesystem::create_directory(where.path() / "real");
  std::filesystem::permissions(where.path() / "real",
                               std::filesystem::perms(0700));
  std::filesystem::create_directory_symlink(where.path() / "real", link);
  traced it(where, {"story"}, {{"LOOPLAB_TRACE_DIR", link.string()}});
  EXPECT_EQ(it.program().wait(), 11);
  EXPECT_NE(it.program().output().find("not a directory"), std::string::npos);
}

TEST(recorder, makes_a_file_nobody_else_can_read) {
  const directory where;
  traced it(where, {"story_and_wait"});
  ASSERT_TRUE(it.attach());
  const auto mode = std::filesystem::status(it.file()).permissions();
  EXPECT_EQ(mode, std::filesystem::perms(0600));
}

TEST(recorder, takes_no_low_descriptor_and_survives_the_loss_of_its_own) {
  const directory where;
  traced on(where, {"closes_all"});
  EXPECT_EQ(on.program().wait(), 11);
  traced off(where, {"closes_all"}, {{"LOOPLAB_TRACE", "off"}});
  EXPECT_EQ(off.program().wait(), 11);
  const std::string number = off.program().output();
  EXPECT_TRUE(on.program().output().starts_with(number));
  EXPECT_NE(on.program().output().find("closed the descriptor"),
            std::string::npos)
      << on.program().output();
}

TEST(recorder, tells_times_of_the_monotonic_clock) {
  for (const char* which : {"tsc", "monotonic"}) {
    const directory where;
    const auto before = static_cast<std::int64_t>(detail::nanoseconds());
    traced it(where, {"workers", "1000"}, {{"LOOPLAB_TRACE_CLOCK", which}});
    ASSERT_TRUE(it.attach());
    ASSERT_TRUE(it.drain_to_the_end());
    const auto after = static_cast<std::int64_t>(detail::nanoseconds());
    EXPECT_EQ(it.seen().processes().at(0).clock, which);
    std::int64_t last = before;
    for (std::size_t i = 0; i < it.seen().size(); ++i) {
      ASSERT_GE(it.seen()[i].t_ns, last);
      last = it.seen()[i].t_ns;
    }
    EXPECT_LE(last, after);
  }
}

TEST(recorder, stands_by_until_a_reader_asks) {
  const directory where;
  traced it(where, {"loop"}, {{"LOOPLAB_TRACE", "standby"}});
  ASSERT_TRUE(it.attach());
  EXPECT_EQ(it.source().drain(it.seen()), 0u);
  it.source().begin_recording();
  EXPECT_TRUE(
      it.drain_until([](const log& seen) { return seen.size() > 100; }));
}

}  // namespace looplab::trace::testing
