// SPDX-License-Identifier: BSL-1.0
//
// Words for a moment become the cursor they promise, or one sentence.
#include "visualizer/export/moment.hpp"

#include <gtest/gtest.h>

#include "tests/model/family_log.hpp"
#include "tests/model/log_builder.hpp"
#include "tests/model/warned_loop.hpp"

namespace looplab::tests {

namespace {

/// Three turns: each sleeps, wakes and runs task 1.
void fill(log_builder& made) {
  const trace::id loop = log_builder::fd(4);
  made.create(trace::thing_kind::loop, loop, "loop").task(1, "client 1");
  for (int turn = 0; turn < 3; ++turn) {
    made.poll_begin(loop).poll_end(loop, 1);
    made.wake(1).run(1).stop(1, trace::wait_why::io, log_builder::fd(7));
  }
}

class moments : public testing::Test {
 protected:
  moments() { fill(made_), time_.catch_up(); }

  std::optional<std::size_t> at(std::string_view words) {
    error_.clear();
    return exporting::moment_of(words, time_, error_);
  }

  log_builder made_;
  model::timeline time_{made_.events()};
  std::string error_;
};

TEST_F(moments, of_the_ends) {
  EXPECT_EQ(at("start"), 0u);
  EXPECT_EQ(at("end"), time_.size());
  EXPECT_EQ(at("event:5"), 5u);
}

TEST_F(moments, of_turns_are_where_they_begin) {
  for (std::uint64_t turn = 1; turn <= 3; ++turn) {
    const auto cursor = at("turn:" + std::to_string(turn));
    ASSERT_TRUE(cursor) << error_;
    EXPECT_EQ(time_.turn_at(*cursor), turn);
    EXPECT_LT(time_.turn_at(*cursor - 1), turn);
    EXPECT_EQ(at("turn:" + std::to_string(turn) + "+2"), *cursor + 2);
  }
}

TEST(moments_of_a_family, are_counted_in_the_turns_of_the_chosen_one) {
  log_builder made;
  write_family(made);
  model::timeline time(made.events());
  time.catch_up();
  std::string error;
  EXPECT_TRUE(exporting::moment_of("turn:9", time, error, first_worker));
  EXPECT_TRUE(exporting::moment_of("turn:3", time, error, second_worker));
  EXPECT_FALSE(exporting::moment_of("turn:4", time, error, second_worker));
  EXPECT_EQ(error.substr(error.find(';')),
            "; it has 3 turns and " + std::to_string(time.size()) + " events");
}

TEST_F(moments, of_captions_are_where_the_lesson_says_them) {
  made_.events().add_caption({4, "Nothing to do."});
  made_.events().add_caption({9, "Client 1 came."});
  EXPECT_EQ(at("caption:1"), 4u);
  EXPECT_EQ(at("caption:2"), 9u);
  EXPECT_FALSE(at("caption:3"));
  EXPECT_EQ(error_, "the recording has no caption 3; it has 2");
  EXPECT_FALSE(at("caption:0"));
  EXPECT_EQ(error_,
            "'caption:0' names no caption; write caption:1 for the first one");
}

TEST_F(moments, of_warnings_are_where_they_become_known) {
  EXPECT_FALSE(at("warning:1"));
  EXPECT_EQ(error_, "the recording has no warning 1; it has 0");
  log_builder late = one_client();
  run_for_ms(late, 1).end(1, trace::end_how::abandoned);
  const std::size_t ended = late.events().size();
  next_turn(late);
  next_turn(late);
  model::timeline its_time(late.events());
  its_time.catch_up();
  const auto found = exporting::moment_of("warning:1", its_time, error_);
  ASSERT_TRUE(found) << error_;
  EXPECT_GT(*found, ended) << "it is not proven before the loop goes on";
  EXPECT_LT(*found, late.events().size());
}

TEST_F(moments, that_are_not_there_are_refused_in_a_sentence) {
  for (const char* words :
       {"turn:4", "turn:3+99", "event:999", "turn:x", "turn:4l",
        "event:", "yesterday", "", "turn:-1", "turn:99999999999999999999"}) {
    EXPECT_EQ(at(words), std::nullopt) << words;
    EXPECT_FALSE(error_.empty()) << words;
    EXPECT_EQ(error_.find('\n'), error_.npos);
  }
}

TEST(sizes, are_columns_by_rows) {
  std::string error;
  EXPECT_EQ(exporting::size_of("100x30", error), (frame::size{100, 30}));
  for (const char* words :
       {"", "x", "100", "100x", "x30", "0x30", "-1x30", "100x30x2", "9999x9"}) {
    error.clear();
    EXPECT_EQ(exporting::size_of(words, error), std::nullopt) << words;
    EXPECT_FALSE(error.empty()) << words;
  }
}

}  // namespace

}  // namespace looplab::tests
