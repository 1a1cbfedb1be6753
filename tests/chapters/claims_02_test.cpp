// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 02 claims.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>

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
  const auto all = run_experiment(CHAPTER, "pool_of_four", {"100", "100"});
  int at_once = 0;  // the first may be done before the last has begun
  std::sscanf(all.substr(all.find("ms: ")).c_str(), "ms: %d", &at_once);
  EXPECT_GE(at_once, 20) << all;
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

// Two clients ask at the same time an upstream that takes one at a time.
TEST(claims_02, waits_overlap) {
  for (const int capacity : {1, 2}) {
    scene stage(CHAPTER, "server",
                {"--delay", "300", "--capacity", std::to_string(capacity)});
    tcp_client first = stage.connect();
    tcp_client second = stage.connect();
    first.send(request("/quote?symbol=A"));
    second.send(request("/quote?symbol=B"));
    std::vector statuses{support::read_response(first).status,
                         support::read_response(second).status};
    EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 200), capacity);
  }
}

// Lines of `threads computing waiting`, for 1 thread first and 128 last.
TEST(claims_02, more_threads) {
  std::istringstream told(run_experiment(CHAPTER, "more_threads"));
  std::string heading;
  for (int line = 0; line < 3; ++line) {
    std::getline(told, heading);
  }
  int threads = 0;
  double computing_alone = 0, waiting_alone = 0, computing = 0, waiting = 0;
  told >> threads >> computing_alone >> waiting_alone;
  ASSERT_EQ(threads, 1) << told.str();
  while (told >> threads >> computing >> waiting) {
  }
  ASSERT_EQ(threads, 128) << told.str();
  // Two processors compute twice as much; a busy machine may have given the
  // single thread less than its part.
  EXPECT_LT(computing, 8 * computing_alone) << told.str();
  EXPECT_GT(waiting, 16 * waiting_alone) << told.str();
}

struct thread_cost {
  long threads = 0, addresses = 0;
  double memory = 0;
};

thread_cost cost_in(const std::string& told) {
  thread_cost is;
  const auto line = told.rfind('\n', told.size() - 2) + 1;
  EXPECT_EQ(std::sscanf(told.c_str() + line,
                        "%ld threads wait, for each: %ld KiB of addresses, "
                        "%lf KiB of memory",
                        &is.threads, &is.addresses, &is.memory),
            3)
      << told;
  return is;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define NEEDS_PLAIN_THREADS() \
  GTEST_SKIP() << "a sanitizer gives each thread memory of its own"
#else
#define NEEDS_PLAIN_THREADS() static_cast<void>(0)
#endif

TEST(claims_02, stack_is_reserved) {
  NEEDS_PLAIN_THREADS();
  const auto told = run_experiment(CHAPTER, "ten_thousand", {"1000"});
  const auto each = cost_in(told);
  EXPECT_TRUE(each.threads == 1000 || told.find("1000 threads wanted") == 0)
      << told;
  EXPECT_GT(static_cast<double>(each.addresses), 50 * each.memory) << told;
}

// Where the addresses end, so do the threads; those that are there wait on.
TEST(claims_02, threads_end_with_the_addresses) {
  NEEDS_PLAIN_THREADS();
  const auto limited =
      "ulimit -v 1000000; exec '" + program(CHAPTER, "ten_thousand") + "' 1000";
  support::process run({"/bin/sh", {"-c", limited}});
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_NE(run.output().find("could not be made"), std::string::npos)
      << run.output();
  const auto each = cost_in(run.output());
  EXPECT_GT(each.threads, 0);
  EXPECT_LT(each.threads * each.addresses, 1000000) << run.output();
}

TEST(claims_02, making_and_waking) {
  NEEDS_PLAIN_THREADS();
  const auto told = run_experiment(CHAPTER, "thread_costs");
  const auto cost = [&](const std::string& what) {
    const auto at = told.find(what);
    EXPECT_NE(at, told.npos) << told;
    return at == told.npos ? 0 : std::atof(told.c_str() + at + what.size());
  };
  EXPECT_GT(cost("a thread, made and joined: "),
            100 * cost("an object, made and destroyed: "))
      << told;
  EXPECT_GT(cost("a byte to a thread that sleeps: "),
            1.5 * cost("a byte to myself: "))
      << told;
}

}  // namespace
}  // namespace looplab::chapters
