// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 03 claims.
#include <cstdio>
#include <optional>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "03-sharing-or-sending";

// An upstream that takes one question at a time refuses two of three.
TEST(claims_03, quotes_overlap) {
  scene narrow(CHAPTER, "server", {"--delay", "300", "--capacity", "1"});
  EXPECT_EQ(narrow.status_of("/quote?symbols=A,B,C"), 502);
  scene wide(CHAPTER, "server", {"--delay", "300", "--capacity", "3"});
  EXPECT_EQ(wide.status_of("/quote?symbols=A,B,C"), 200);
}

TEST(claims_03, quoters_are_the_limit) {
  scene stage(CHAPTER, "server", {"--delay", "20", "--capacity", "1"},
              {"--limit-ms", "0", "--quoters", "1"});
  EXPECT_EQ(stage.status_of("/quote?symbols=A,B,C"), 200);
}

TEST(claims_03, queue_is_bounded) {
  scene stage(CHAPTER, "server", {"--delay", "1"},
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

TEST(claims_03, send_waits_for_the_receiver) {
  EXPECT_EQ(run_experiment(CHAPTER, "rendezvous"),
            "room 0: send returns at tick 1 2 3\n"
            "room 1: send returns at tick 0 1 2\n"
            "room 2: send returns at tick 0 0 1\n"
            "room 3: send returns at tick 0 0 0\n");
}

TEST(claims_03, close_keeps_the_buffer) {
  chapter::channel<int> numbers("numbers", 2);
  numbers.send(1);
  numbers.send(2);
  numbers.close();
  EXPECT_FALSE(numbers.send(3));
  EXPECT_EQ(numbers.receive(), 1);
  EXPECT_EQ(numbers.receive(), 2);
  EXPECT_EQ(numbers.receive(), std::nullopt);
}

TEST(claims_03, lost_without_a_race) {
  EXPECT_EQ(run_experiment(CHAPTER, "lost_update", {"steps"}),
            "2 times one more: 1\n");
  EXPECT_EQ(run_experiment(CHAPTER, "lost_update", {"lock"}),
            "200000 times one more: 200000\n");
}

TEST(claims_03, race_is_told) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "one sanitizer at a time: the other presets show it";
#elif defined(__SANITIZE_THREAD__)
  const std::string watched = program(CHAPTER, "lost_update");
#else
  const std::string watched = program(CHAPTER, "lost_update_tsan");
#endif
#if !defined(__SANITIZE_ADDRESS__)
  auto report = [&](const char* way) {
    support::process run({watched, {way}});
    run.wait();
    return run.output();
  };
  const std::string race = "ThreadSanitizer: data race";
  const auto told = report("race");
  if (told.find("FATAL: ThreadSanitizer") != told.npos) {
    GTEST_SKIP() << "ThreadSanitizer does not run on this kernel: " << told;
  }
  EXPECT_NE(told.find(race), told.npos) << told;
  EXPECT_NE(report("pointer").find(race), told.npos) << "sent and shared";
  EXPECT_EQ(report("steps").find(race), told.npos);
  EXPECT_EQ(report("lock").find(race), told.npos);
#endif
}

TEST(claims_03, pointer_shares) {
  EXPECT_EQ(run_experiment(CHAPTER, "isolation"),
            "a thread writes 1: we see 1\n"
            "a process writes 1: we see 0, its message says 1\n"
            "a value is sent, then changed: 1 is received\n"
            "a pointer is sent, then what it points to: 2\n");
}

TEST(claims_03, channels_deadlock_too) {
  EXPECT_EQ(run_experiment(CHAPTER, "deadlock"),
            "thread 0 holds lock 0 and wants lock 1: held by the other\n"
            "thread 1 holds lock 1 and wants lock 0: held by the other\n"
            "with std::scoped_lock both have had both\n"
            "channels with room for 0: both send, and nobody receives\n"
            "channels with room for 1: both have sent, and then received\n");
}

TEST(claims_03, same_primes) {
  const std::string primes = "2 3 5 7 11 13 17 19 23 29 31 37 41 43 47\n";
  for (const std::string how : {"threads", "coroutines", "processes"}) {
    EXPECT_EQ(run_experiment(CHAPTER, "sieve_" + how),
              primes + "15 primes, 16 " + how + "\n");
  }
  const auto of = [](const std::string& how) {
    const auto told = run_experiment(CHAPTER, "sieve_" + how, {"500"});
    return told.substr(0, told.find('\n'));
  };
  EXPECT_EQ(of("threads"), of("coroutines"));
  EXPECT_EQ(of("threads"), of("processes"));
}

TEST(claims_03, a_stage_knows_its_channels) {
  const auto of = [](const std::vector<std::string>& stages) {
    return run_experiment(CHAPTER, "pipeline", stages);
  };
  EXPECT_EQ(of({}), "1 2 3 4 5\n");
  EXPECT_EQ(of({"odd"}), "1 3 5\n");
  EXPECT_EQ(of({"odd", "double"}), "2 6 10\n");
  EXPECT_EQ(of({"odd", "add-one", "double"}), "4 8 12\n");
}

TEST(claims_03, room_is_what_a_slow_one_costs) {
  const auto told = run_experiment(CHAPTER, "broker");
  std::vector<long> memory;
  std::size_t line = 0;
  for (int room : {0, 16, 256, 5000}) {
    int had = 0, published = 0, read = 0;
    long mib = 0;
    ASSERT_EQ(std::sscanf(told.c_str() + line,
                          "room %d: %d published, %d read by the fast one, "
                          "%ld MiB",
                          &had, &published, &read, &mib),
              4)
        << told;
    EXPECT_EQ(had, room);
    EXPECT_EQ(published, std::min(room + 1, 5000));
    EXPECT_EQ(read, published) << "who is fast waits with who is slow";
    memory.push_back(mib);
    line = told.find('\n', line) + 1;
  }
  EXPECT_GE(memory[3] - memory[2], 15) << "5000 messages of 4 KiB\n" << told;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LE(memory[2] - memory[0], 5) << "256 messages of 4 KiB\n" << told;
#endif
}

}  // namespace
}  // namespace looplab::chapters
