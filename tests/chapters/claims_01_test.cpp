// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 01 claims.
#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "01-blocking-io";

TEST(claims_01, one_at_a_time) {
  scene stage(CHAPTER, "server");
  tcp_client first = stage.connect();
  first.send(request("/hello"));
  EXPECT_EQ(support::read_response(first).status, 200);
  tcp_client second = stage.connect();
  second.send(request("/hello"));
  EXPECT_TRUE(stays_silent(second));
  first.close();
  EXPECT_EQ(support::read_response(second).status, 200);
}

TEST(claims_01, kernel_accepts) {
  scene stage(CHAPTER, "server");
  tcp_client first = stage.connect();
  first.send(request("/hello"));
  EXPECT_EQ(support::read_response(first).status, 200);
  // The server is busy with the first; connecting and sending succeed.
  tcp_client second = stage.connect();
  EXPECT_TRUE(second.send(request("/hello")));
  EXPECT_TRUE(stays_silent(second));
  EXPECT_FALSE(second.server_has_read());
}

TEST(claims_01, silent_client_stops_all) {
  scene stage(CHAPTER, "server");
  const tcp_client silent = stage.connect();
  tcp_client other = stage.connect();
  other.send(request("/hello"));
  EXPECT_TRUE(stays_silent(other));
}

TEST(claims_01, limit_frees_the_others) {
  EXPECT_EQ(run_experiment(CHAPTER, "slow_client"),
            "no limit: 0 of 3 answered while one is silent, 3 when it has "
            "left\n"
            "a limit of 50 ms: 3 of 3 answered while one is silent, 3 when it "
            "has left\n");
}

TEST(claims_01, limit_bounds_the_wait) {
  scene stage(CHAPTER, "server", {"--delay", "1"}, {"--limit-ms", "100"});
  tcp_client silent = stage.connect();
  tcp_client other = stage.connect();
  other.send(request("/hello"));
  EXPECT_EQ(support::read_response(other).status, 200);
  EXPECT_TRUE(silent.wait_for_end());
}

// An upstream that takes one question at a time refuses the others: whoever
// asks one after the other never notices.
TEST(claims_01, quotes_add_up) {
  scene stage(CHAPTER, "server", {"--delay", "20", "--capacity", "1"});
  EXPECT_EQ(stage.status_of("/quote?symbols=A,B,C"), 200);
}

TEST(claims_01, half_message) {
  EXPECT_EQ(run_experiment(CHAPTER, "half_message"),
            "asked for 11 bytes, read returned 5\n"
            "after 2 reads: HELLO WORLD\n");
}

TEST(claims_01, sleeps_in_the_kernel) {
  const auto told = run_experiment(CHAPTER, "where_it_sleeps");
  EXPECT_NE(told.find("state S"), told.npos) << told;
  EXPECT_NE(told.find("200 ms of waiting: 0\n"), told.npos) << told;
  EXPECT_NE(told.find("it woke"), told.npos) << told;
}

}  // namespace
}  // namespace looplab::chapters
