// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 09 claims.
#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "09-coroutines-on-the-loop";

// 50 clients of whom each waits for an upstream that never answers.
std::vector<tcp_client> fifty_waiting(const scene& stage) {
  std::vector<tcp_client> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(request("/quote?symbol=ABC"));
    EXPECT_TRUE(eventually([&] { return clients.back().server_has_read(); }));
  }
  return clients;
}

TEST(claims_09, one_thread) {
  scene stage(CHAPTER, "server", {"--never-answer"},
              {"--limit-ms", "0", "--upstream-limit-ms", "2000"});
  const auto before = stage.server().threads();
  auto clients = fifty_waiting(stage);
  EXPECT_EQ(stage.server().threads(), before);
  EXPECT_EQ(stage.status_of("/hello"), 200);
}

TEST(claims_09, nothing_is_left) {
  scene stage(CHAPTER, "server", {"--never-answer"},
              {"--limit-ms", "0", "--upstream-limit-ms", "200"});
  EXPECT_EQ(stage.status_of("/hello"), 200);
  const auto before = stage.server().descriptors();
  { auto clients = fifty_waiting(stage); }
  EXPECT_TRUE(
      eventually([&] { return stage.server().descriptors() <= before; }));
}

// An upstream that takes one question at a time refuses two of three that are
// asked at once, and none that are asked one after the other.
TEST(claims_09, waits_overlap) {
  scene narrow(CHAPTER, "server", {"--delay", "50", "--capacity", "1"});
  EXPECT_EQ(narrow.status_of("/quote?symbols=A,B,C"), 502);
  scene wide(CHAPTER, "server", {"--delay", "50", "--capacity", "3"});
  EXPECT_EQ(wide.status_of("/quote?symbols=A,B,C"), 200);
}

TEST(claims_09, work_stops_all) {
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
