// SPDX-License-Identifier: BSL-1.0
//
// A conversation without sockets and without a clock: bytes and times are made
// up, so that each cut and each deadline can be tried.
#include "chapters/common/conversation.hpp"

#include <sys/socket.h>

#include <cerrno>

#include <gtest/gtest.h>

namespace looplab::common {
namespace {

using std::chrono::seconds;

constexpr milliseconds LIMIT{10000};
const std::string HELLO = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

class talk : public testing::Test {
 protected:
  void hear(std::string_view bytes) { talk_.received(bytes, now_); }

  void say(const std::string& body) {
    common::answer what;
    what.body = body;
    talk_.answer(std::move(what), now_);
  }

  // Takes all that is outgoing.
  std::string take() {
    std::string taken;
    while (!talk_.outgoing().empty()) {
      taken += talk_.outgoing();
      talk_.sent(static_cast<ssize_t>(talk_.outgoing().size()), now_);
    }
    return taken;
  }

  // The status of what is outgoing.
  std::string status() { return take().substr(9, 3); }

  stats numbers_;
  time_point now_{seconds(1000)};
  conversation talk_{numbers_, LIMIT, now_};
};

TEST_F(talk, understands_a_request_wherever_it_is_cut) {
  for (std::size_t cut = 0; cut <= HELLO.size(); ++cut) {
    hear(HELLO.substr(0, cut));
    hear(HELLO.substr(cut));
    ASSERT_NE(talk_.next_request(), nullptr) << "cut at " << cut;
    EXPECT_EQ(talk_.next_request()->target, "/hello");
    say("hello\n");
    EXPECT_TRUE(take().ends_with("\r\n\r\nhello\n"));
  }
}

TEST_F(talk, understands_a_request_that_comes_byte_by_byte) {
  for (char byte : HELLO) {
    EXPECT_EQ(talk_.next_request(), nullptr);
    hear({&byte, 1});
  }
  EXPECT_NE(talk_.next_request(), nullptr);
}

TEST_F(talk, answers_a_hundred_pipelined_requests_in_order) {
  std::string all;
  for (int i = 0; i < 100; ++i) {
    all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  hear(all);
  for (int i = 0; i < 100; ++i) {
    ASSERT_NE(talk_.next_request(), nullptr) << i;
    EXPECT_EQ(talk_.next_request()->target, "/" + std::to_string(i));
    say("ok");
  }
  EXPECT_EQ(talk_.next_request(), nullptr);
}

TEST_F(talk, waits_for_its_answers_to_be_taken_before_it_asks_for_more) {
  hear(HELLO + HELLO);
  EXPECT_FALSE(talk_.wants_bytes());
  say(std::string(MAX_UNSENT, 'x'));
  EXPECT_EQ(talk_.next_request(), nullptr);
  EXPECT_FALSE(talk_.wants_bytes());
  take();
  EXPECT_NE(talk_.next_request(), nullptr);
}

TEST_F(talk, drops_a_body_and_finds_the_next_request) {
  hear("POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc");
  EXPECT_EQ(talk_.next_request(), nullptr);
  hear("de" + HELLO);
  ASSERT_NE(talk_.next_request(), nullptr);
  EXPECT_EQ(talk_.next_request()->method, method::other);
  say("no");
  ASSERT_NE(talk_.next_request(), nullptr);
  EXPECT_EQ(talk_.next_request()->target, "/hello");
}

TEST_F(talk, drops_a_chunked_body) {
  hear("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  hear("3\r\nabc\r\n0\r\n\r\n");
  EXPECT_NE(talk_.next_request(), nullptr);
}

TEST_F(talk, tells_a_client_to_continue_once) {
  hear(
      "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
      "Content-Length: 2\r\n\r\n");
  EXPECT_EQ(take(), "HTTP/1.1 100 Continue\r\n\r\n");
  hear("a");
  EXPECT_EQ(take(), "");
  hear("b");
  EXPECT_NE(talk_.next_request(), nullptr);
}

TEST_F(talk, a_head_is_answered_with_the_length_and_without_the_body) {
  hear("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  say("hello\n");
  const auto bytes = take();
  EXPECT_NE(bytes.find("Content-Length: 6\r\n"), bytes.npos);
  EXPECT_TRUE(bytes.ends_with("\r\n\r\n"));
}

TEST_F(talk, closes_when_the_client_asks_for_it) {
  hear("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + HELLO);
  say("a");
  EXPECT_FALSE(talk_.finished());
  EXPECT_NE(take().find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(talk_.finished());
  EXPECT_EQ(talk_.next_request(), nullptr);
}

TEST_F(talk, answers_a_client_that_has_finished_sending) {
  hear(HELLO + HELLO);
  talk_.received_end();
  say("a");
  EXPECT_FALSE(talk_.finished());
  say("b");
  take();
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, lingers_after_a_refusal_until_the_client_has_stopped) {
  hear("nonsense\r\n\r\n");
  EXPECT_EQ(status(), "400");
  EXPECT_TRUE(talk_.half_closed());
  EXPECT_FALSE(talk_.finished());
  hear("more nonsense");
  EXPECT_EQ(take(), "");
  talk_.received_end();
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, cuts_off_a_refused_client_that_goes_on_for_ever) {
  hear("nonsense\r\n\r\n");
  take();
  now_ = talk_.deadline();
  talk_.expired(now_);
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, a_deadline_is_for_the_whole_request) {
  hear("GET /he");
  const auto due = talk_.deadline();
  EXPECT_EQ(due, now_ + LIMIT);
  now_ += seconds(9);
  hear("llo");
  EXPECT_EQ(talk_.deadline(), due);
  talk_.expired(due - milliseconds(1));
  EXPECT_FALSE(talk_.finished());
  talk_.expired(due);
  EXPECT_EQ(status(), "408");
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, an_idle_client_is_dropped_without_a_word) {
  talk_.expired(talk_.deadline());
  EXPECT_EQ(take(), "");
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, has_no_deadline_while_the_server_is_to_answer) {
  hear(HELLO);
  EXPECT_EQ(talk_.deadline(), NEVER);
  now_ += seconds(100);
  say("late");
  EXPECT_EQ(talk_.deadline(), now_ + LIMIT);
}

TEST_F(talk, a_client_that_does_not_take_its_answer_is_dropped) {
  hear(HELLO);
  say("hello\n");
  talk_.sent(3, now_);
  talk_.expired(now_ + LIMIT);
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, a_stopping_server_answers_what_it_has_read) {
  hear(HELLO + HELLO);
  talk_.stop();
  say("last");
  EXPECT_NE(take().find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, knows_what_recv_and_send_return) {
  errno = EAGAIN;
  talk_.received(nullptr, -1, now_);
  EXPECT_FALSE(talk_.finished());
  hear(HELLO);
  say("hello\n");
  errno = EAGAIN;
  EXPECT_FALSE(talk_.sent(-1, now_));
  errno = EPIPE;
  EXPECT_TRUE(talk_.sent(-1, now_));
  EXPECT_TRUE(talk_.finished());
}

TEST_F(talk, counts_what_is_in_flight_and_forgets_none) {
  hear(HELLO);
  EXPECT_EQ(numbers_.in_flight.load(), 1);
  say("hello\n");
  EXPECT_EQ(numbers_.in_flight.load(), 0);
  {
    conversation other(numbers_, LIMIT, now_);
    other.received(HELLO, now_);
    EXPECT_EQ(numbers_.in_flight.load(), 1);
  }
  EXPECT_EQ(numbers_.in_flight.load(), 0);
}

}  // namespace
}  // namespace looplab::common
