// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 05 claims.
#include "tests/chapters/claims.hpp"
#include "tests/support/process.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "05-futures";

const std::string RAILS =
    "nothing ran yet\n"
    "cb1 1, throws\n"
    "eb1 no price, returns 7\n"
    "cb3 7\n"
    "outer 1, returns inner\n"
    "outer waits\n"
    "goes on with 2\n"
    "a second result is refused\n"
    "cancelled\n"
    "a late result goes nowhere\n";

TEST(claims_05, rails) {
  EXPECT_EQ(run_experiment(CHAPTER, "deferred_rails"), RAILS);
}

TEST(claims_05, like_twisted) {
  const std::string python = "/usr/bin/python3";
  support::process look({python, {"-c", "import twisted.internet.defer"}});
  if (look.wait() != 0) {
    GTEST_SKIP() << "Twisted is not installed (Debian's python3-twisted)";
  }
  const auto script =
      std::string(SOURCES) + "/05-futures/experiments/deferred_rails.py";
  support::process run({python, {script}});
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_EQ(run.output(), run_experiment(CHAPTER, "deferred_rails"));
}

TEST(claims_05, three_quotes) {
  EXPECT_EQ(run_experiment(CHAPTER, "three_quotes"),
            "one after the other:\n"
            "  ask A, A comes, ask B, B comes, ask C, C comes,\n"
            "  value: C's price\n"
            "  under way at once: 1\n"
            "when_all:\n"
            "  ask A, ask B, ask C, C comes, B comes, A comes,\n"
            "  value: A's price B's price C's price\n"
            "  under way at once: 3\n");
}

TEST(claims_05, get_in_the_loop) {
  EXPECT_EQ(run_experiment(CHAPTER, "get_in_loop"),
            "watchdog: the callback does not return; I run the loop\n"
            "get() in the loop: 7\n"
            "get() outside the loop: 7\n"
            "a callback in the loop: 7\n");
}

TEST(claims_05, link_cost) {
  EXPECT_EQ(run_experiment(CHAPTER, "link_cost"),
            "objects for a deferred: 1\n"
            "for each callback added: 1\n"
            "while it is fired: 0\n");
}

// One errback decides for all that can go wrong on the way to the upstream.
TEST(claims_05, one_place_for_errors) {
  scene silent(CHAPTER, "server", {"--never-answer"},
               {"--limit-ms", "0", "--upstream-limit-ms", "50"});
  EXPECT_EQ(silent.status_of("/quote?symbol=ABC"), 504);
  scene failing(CHAPTER, "server", {"--error-rate", "1"});
  EXPECT_EQ(failing.status_of("/quote?symbol=ABC"), 502);
  support::server_process nobody({program(CHAPTER, "server"), {}});
  EXPECT_EQ(support::get(nobody.port(), "/quote?symbol=ABC").status, 502);
}

TEST(claims_05, one_thread) {
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
TEST(claims_05, waits_overlap) {
  scene narrow(CHAPTER, "server", {"--delay", "50", "--capacity", "1"});
  EXPECT_EQ(narrow.status_of("/quote?symbols=A,B,C"), 502);
  scene wide(CHAPTER, "server", {"--delay", "50", "--capacity", "3"});
  EXPECT_EQ(wide.status_of("/quote?symbols=A,B,C"), 200);
}

}  // namespace
}  // namespace looplab::chapters
