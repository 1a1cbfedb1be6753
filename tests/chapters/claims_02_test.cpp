// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 02 claims.
#include <cstdio>

#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "02-threads";

TEST(claims_02, thread_per_client) {
  scene stage(CHAPTER, "server");
  // With one client served, a sanitizer's own thread is there, too.
  tcp_client first = stage.connect();
  first.send(request("/hello"));
  EXPECT_EQ(support::read_response(first).status, 200);
  const auto with_one = stage.server().threads();
  std::vector<tcp_client> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(stage.connect());
  }
  EXPECT_TRUE(
      eventually([&] { return stage.server().threads() == with_one + 5; }));
  clients.clear();
  EXPECT_TRUE(eventually([&] { return stage.server().threads() == with_one; }));
}

TEST(claims_02, silent_client_stops_nobody) {
  scene stage(CHAPTER, "server");
  const tcp_client silent = stage.connect();
  EXPECT_EQ(stage.status_of("/hello"), 200);
}

// Each client's questions are still asked one after the other.
TEST(claims_02, quotes_add_up) {
  scene stage(CHAPTER, "server", {"--delay", "20", "--capacity", "1"});
  EXPECT_EQ(stage.status_of("/quote?symbols=A,B,C"), 200);
}

TEST(claims_02, pool_of_four) {
  const auto told = run_experiment(CHAPTER, "pool_of_four", {"4", "100", "10"});
  EXPECT_NE(told.find("4 threads, 100 waits of 10 ms: 4 at once"), told.npos)
      << told;
  double seconds = 0;
  std::sscanf(told.substr(told.find("once,")).c_str(), "once, %lf", &seconds);
  EXPECT_GE(seconds, 0.25) << "25 rounds of 10 ms cannot be shorter";
}

TEST(claims_02, pool_is_bounded) {
  scene stage(CHAPTER, "pool", {"--delay", "1"},
              {"--limit-ms", "0", "--threads", "1", "--queue", "1"});
  tcp_client served = stage.connect();
  served.send("GET");
  ASSERT_TRUE(eventually([&] { return served.server_has_read(); }));
  tcp_client queued = stage.connect();
  queued.send(request("/hello"));
  tcp_client refused = stage.connect();
  EXPECT_EQ(support::read_response(refused).status, 503);
  EXPECT_TRUE(stays_silent(queued));
  served.close();
  EXPECT_EQ(support::read_response(queued).status, 200);
}

TEST(claims_02, stack_is_reserved) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer gives each thread memory of its own";
#endif
  const auto told = run_experiment(CHAPTER, "stacks", {"200"});
  long addresses = 0;
  double memory = 0;
  ASSERT_EQ(std::sscanf(told.c_str(),
                        "200 threads, for each: %ld KiB of addresses, %lf KiB",
                        &addresses, &memory),
            2)
      << told;
  EXPECT_GT(static_cast<double>(addresses), 50 * memory) << told;
}

}  // namespace
}  // namespace looplab::chapters
