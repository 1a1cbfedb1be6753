// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 03 claims.
#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "03-sharing-or-sending";

// An upstream that takes one question at a time refuses two of three.
TEST(claims_03, quotes_overlap) {
  scene stage(CHAPTER, "server", {"--delay", "300", "--capacity", "1"});
  EXPECT_EQ(stage.status_of("/quote?symbols=A,B,C"), 502);
  EXPECT_EQ(stage.status_of("/quote?symbol=A"), 200);
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

}  // namespace
}  // namespace looplab::chapters
