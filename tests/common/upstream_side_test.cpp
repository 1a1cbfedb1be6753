// SPDX-License-Identifier: BSL-1.0
//
// The other side: questions to the upstream, and quotes made of them.
#include <cerrno>

#include <gtest/gtest.h>

#include "chapters/common/quote.hpp"

namespace looplab::common {
namespace {

std::string response(const std::string& body,
                     const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

void hear(question& what, const std::string& bytes) {
  what.received(bytes.data(), static_cast<ssize_t>(bytes.size()));
}

unsigned status_after(const std::string& bytes) {
  question what("ABC");
  hear(what, bytes);
  return what.decided() ? what.status() : 0;
}

TEST(questions, hand_the_price_on_as_it_was_written) {
  const auto bytes = response(R"({"symbol":"ABC","price":100.10})");
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    question what("ABC");
    hear(what, bytes.substr(0, cut));
    EXPECT_FALSE(what.decided()) << cut;
    hear(what, bytes.substr(cut));
    ASSERT_TRUE(what.decided()) << cut;
    EXPECT_EQ(what.status(), 200);
    EXPECT_EQ(what.price(), "100.10");
    EXPECT_TRUE(what.reusable());
  }
}

TEST(questions, are_decided_by_nonsense) {
  EXPECT_EQ(status_after("HTTP/1.1 nonsense\r\n\r\n"), 502);
  EXPECT_EQ(status_after(response("{}")), 502);
  EXPECT_EQ(status_after(response("")), 502);
  EXPECT_EQ(status_after(response(R"({"price":})")), 502);
  EXPECT_EQ(status_after(response(R"({"price":--1})")), 502);
  EXPECT_EQ(status_after(response(R"({"price":1)")), 502);
  EXPECT_EQ(status_after(response(R"({"price":1})", "503 Full")), 502);
  EXPECT_EQ(status_after("HTTP/1.1 200 OK\r\n"), 0) << "not yet";
}

TEST(questions, are_decided_by_an_early_end) {
  question what("ABC");
  hear(what, response(R"({"price":1})").substr(0, 30));
  what.received(nullptr, 0);
  EXPECT_EQ(what.status(), 502);
  EXPECT_FALSE(what.reusable());
}

TEST(questions, wait_on_when_there_is_nothing_yet) {
  question what("ABC");
  errno = EAGAIN;
  what.received(nullptr, -1);
  EXPECT_FALSE(what.decided());
  errno = ECONNRESET;
  what.received(nullptr, -1);
  EXPECT_EQ(what.status(), 502);
}

TEST(questions, are_asked_again_when_a_used_connection_was_closed) {
  question what("ABC");
  what.begin(true);
  what.sent(static_cast<ssize_t>(what.outgoing().size()));
  what.received(nullptr, 0);
  EXPECT_TRUE(what.stale());
  EXPECT_FALSE(what.decided());
  EXPECT_TRUE(what.outgoing().empty());
  what.begin(false);
  EXPECT_TRUE(what.outgoing().starts_with("GET /price?symbol=ABC "));
  what.received(nullptr, 0);
  EXPECT_EQ(what.status(), 502) << "but not for ever";
}

TEST(quotes, keep_the_order_in_which_they_were_asked) {
  quote wanted("A,B", true);
  ASSERT_EQ(wanted.questions.size(), 2);
  hear(wanted.questions[1], response(R"({"price":2})"));
  EXPECT_FALSE(wanted.decided());
  hear(wanted.questions[0], response(R"({"price":1})"));
  ASSERT_TRUE(wanted.decided());
  EXPECT_EQ(wanted.to_answer().body,
            "{\"quotes\":[{\"symbol\":\"A\",\"price\":1},"
            "{\"symbol\":\"B\",\"price\":2}]}\n");
}

TEST(quotes, are_refused_with_the_first_error) {
  quote wanted("A,B", true);
  hear(wanted.questions[0], response(R"({"price":1})"));
  wanted.questions[1].fail(504);
  EXPECT_EQ(wanted.to_answer().status, 504);
}

}  // namespace
}  // namespace looplab::common
