// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 04 claims.
#include <cstdio>

#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "04-callbacks";

TEST(claims_04, post_and_dispatch) {
  EXPECT_EQ(run_experiment(CHAPTER, "abcd"),
            "in a callback: A B C D\n"
            "outside the loop: A C D B\n");
}

TEST(claims_04, run_returns) {
  EXPECT_EQ(run_experiment(CHAPTER, "run_returns"),
            "posted, not run: 0 called\n"
            "run returned 1: 1 called\n"
            "wait cancelled, run returned 1: 2 called\n"
            "nothing begun, run returned 0: 2 called\n");
}

TEST(claims_04, inside_at_once) {
  EXPECT_EQ(run_experiment(CHAPTER, "inside_at_once"),
            "threads in run(): 1, callbacks inside at once: 1\n"
            "threads in run(): 4, callbacks inside at once: 4\n");
}

TEST(claims_04, long_callbacks_make_others_late) {
  EXPECT_EQ(run_experiment(CHAPTER, "stall"),
            "one long callback, timers called before its end: none\n"
            "one long callback, timers called after its end: 1 2 3 4 5\n"
            "work in slices, timers called before its end: 1 2 3 4 5\n"
            "work in slices, timers called after its end: none\n");
}

TEST(claims_04, two_writes) {
  EXPECT_EQ(run_experiment(CHAPTER, "two_writes"),
            "two writes at once: A and B mixed\n"
            "with a queue: A, then B\n");
}

// Less than two thirds would be a gain, if it were there each time: a busy
// machine makes one now and then, by whom it lets run.
TEST(claims_04, one_client) {
  std::string told;
  bool gains = true;
  for (int tries = 0; gains && tries < 8; ++tries) {
    told = run_experiment(CHAPTER, "one_client");
    double blocking = 0, callbacks = 0;
    ASSERT_EQ(std::sscanf(told.c_str(),
                          "a round trip, by blocking: %lf us\n"
                          "a round trip, by callbacks: %lf us",
                          &blocking, &callbacks),
              2)
        << told;
    gains = callbacks <= 0.7 * blocking;
  }
  EXPECT_FALSE(gains) << told;
}

TEST(claims_04, one_seat) {
  EXPECT_EQ(run_experiment(CHAPTER, "one_seat"),
            "looked at, then waited: sold 10 times\n"
            "waited, then looked at: sold 1 times\n");
}

TEST(claims_04, one_thread) {
  scene stage(CHAPTER, "server", {"--never-answer"},
              {"--limit-ms", "0", "--upstream-limit-ms", "2000"});
  const auto before = stage.server().threads();
  std::vector<tcp_client> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(request("/quote?symbol=ABC"));
    ASSERT_TRUE(eventually([&] { return clients.back().server_has_read(); }));
  }
  EXPECT_EQ(stage.server().threads(), before);
  EXPECT_EQ(stage.status_of("/hello"), 200);
}

// An upstream that takes one question at a time refuses two of three that are
// asked at once, and none that are asked one after the other.
TEST(claims_04, waits_overlap) {
  scene narrow(CHAPTER, "server", {"--delay", "50", "--capacity", "1"});
  EXPECT_EQ(narrow.status_of("/quote?symbols=A,B,C"), 502);
  scene wide(CHAPTER, "server", {"--delay", "50", "--capacity", "3"});
  EXPECT_EQ(wide.status_of("/quote?symbols=A,B,C"), 200);
}

// Asio tries to read before it waits: the first try finds nothing.
TEST(claims_04, tries_first) {
  const auto made = calls_for_hello(CHAPTER, 100);
  EXPECT_GT(made.reads, 150);
  EXPECT_LT(made.reads, 250);
  EXPECT_GE(made.writes, 100);
  EXPECT_LT(made.writes, 110);
  EXPECT_LT(made.waits, 100);
}

TEST(claims_04, work_stops_all) {
  scene stage(CHAPTER, "server");
  tcp_client busy = stage.connect();
  tcp_client other = stage.connect();
  busy.send(request("/work?units=100"));
  ASSERT_TRUE(eventually([&] { return busy.server_has_read(); }));
  other.send(request("/hello"));
  EXPECT_EQ(support::read_response(other).status, 200);
  // Whoever came later is answered later: the work is done by then.
  EXPECT_EQ(busy.wait(std::chrono::milliseconds(0)), tcp_client::event::bytes);
}

}  // namespace
}  // namespace looplab::chapters
