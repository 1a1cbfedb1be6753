// SPDX-License-Identifier: BSL-1.0
//
// One client and the slow backend: what it answers, and that a seed tells the
// same story twice.
#include "tests/demos/upstream.hpp"

#include <csignal>

#include <gtest/gtest.h>

namespace looplab::demos {
namespace {

using support::http_response;
using support::read_response;
using support::tcp_client;

TEST(upstream, answers_a_price_as_json) {
  const upstream backend({"--delay", "1"});
  const http_response answer = backend.price("ABC");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  const std::string head = R"({"symbol":"ABC","price":)";
  ASSERT_EQ(answer.body.substr(0, head.size()), head);
  const std::string price = answer.body.substr(head.size());
  EXPECT_EQ(price.back(), '}');
  EXPECT_EQ(price.find('.'), price.size() - 4) << "two decimals: " << price;
  EXPECT_GE(std::stod(price), 1);
  EXPECT_LE(std::stod(price), 1000);
}

TEST(upstream, prices_depend_on_seed_and_symbol_only) {
  const upstream one({"--delay", "1", "--seed", "7"});
  const upstream same({"--delay", "2", "--seed", "7"});
  const upstream other({"--delay", "1", "--seed", "8"});
  EXPECT_EQ(one.price("ABC").body, one.price("ABC").body);
  EXPECT_EQ(one.price("ABC").body, same.price("ABC").body);
  EXPECT_NE(one.price("ABC").body, other.price("ABC").body);
  EXPECT_NE(one.price("ABC").body.substr(15), one.price("ABD").body.substr(15));
}

TEST(upstream, never_answers_before_its_delay) {
  const upstream backend({"--delay", "50", "--jitter", "20"});
  tcp_client client(backend.port());
  for (int i = 0; i < 3; ++i) {
    const auto asked = support::clock::now();
    client.send(ask("ABC"));
    EXPECT_EQ(read_response(client).status, 200);
    EXPECT_GE(support::clock::now() - asked, std::chrono::milliseconds(50));
  }
}

TEST(upstream, fails_as_often_as_told_and_the_same_ones_each_time) {
  const std::vector<std::string> half{"--delay", "0", "--error-rate", "0.5"};
  const upstream one(half);
  const upstream same(half);
  int failures = 0;
  for (int i = 0; i < 100; ++i) {
    const int status = one.price("ABC").status;
    EXPECT_EQ(status, same.price("ABC").status);
    failures += status == 500;
  }
  EXPECT_GT(failures, 25);
  EXPECT_LT(failures, 75);
  EXPECT_TRUE(one.counts("\"failed\":" + std::to_string(failures)));
}

TEST(upstream, says_nothing_when_it_never_answers) {
  const upstream backend({"--never-answer"});
  tcp_client client(backend.port());
  client.send(ask("ABC"));
  EXPECT_TRUE(backend.counts("\"in_flight\":1"));
  EXPECT_EQ(client.wait(std::chrono::milliseconds(1)),
            tcp_client::event::silence);
}

TEST(upstream, closes_in_the_place_of_an_answer_when_it_hangs_up) {
  const upstream backend({"--hang-up", "--delay", "1"});
  tcp_client client(backend.port());
  client.send(ask("ABC"));
  EXPECT_TRUE(client.wait_for_end());
  EXPECT_EQ(client.received(), "");
}

TEST(upstream, refuses_what_it_does_not_understand) {
  const upstream backend({"--delay", "1"});
  EXPECT_EQ(backend.price("").status, 400);
  EXPECT_EQ(backend.price("A%20B").status, 400);
  EXPECT_EQ(backend.price("ABCDEFGHIJKLMNOPQ").status, 400);
  EXPECT_EQ(support::get(backend.port(), "/").status, 404);
  for (const char* request :
       {"nonsense\r\n\r\n", "GET /counters HTTP/2.0\r\n\r\n",
        "POST /counters HTTP/1.1\r\n\r\n",
        "GET /counters HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
        "GET /counters HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
    EXPECT_EQ(support::exchange(backend.port(), request).status, 400)
        << request;
  }
  EXPECT_EQ(backend.price("ABC").status, 200);
}

TEST(upstream, closes_a_connection_when_asked) {
  const upstream backend({"--delay", "1"});
  for (const char* request :
       {"GET /counters HTTP/1.0\r\n\r\n",
        "GET /counters HTTP/1.1\r\nConnection: Close\r\n\r\n"}) {
    tcp_client client(backend.port());
    client.send(request);
    EXPECT_EQ(read_response(client).header("connection"), "close");
    EXPECT_EQ(client.wait(), tcp_client::event::end);
  }
}

TEST(upstream, leaves_when_asked) {
  upstream backend({});
  tcp_client waiting(backend.port());
  waiting.send(ask("ABC"));
  EXPECT_TRUE(backend.counts("\"in_flight\":1"));
  backend.signal(SIGTERM);
  EXPECT_EQ(backend.wait(), 0);
  EXPECT_TRUE(waiting.wait_for_end());
}

TEST(upstream, explains_itself_and_what_it_does_not_take) {
  support::process help({UPSTREAM, {"--help"}, {}, std::nullopt});
  EXPECT_EQ(help.wait(), 0);
  EXPECT_NE(help.output().find("--never-answer"), std::string::npos);
  for (const char* bad :
       {"--delay=-1", "--delay=soon", "--error-rate=2", "--port=99999", "x"}) {
    support::process refused({UPSTREAM, {bad}, {}, std::nullopt});
    EXPECT_EQ(refused.wait(), 2) << bad << ": " << refused.output();
  }
  const upstream first({});
  support::process second(
      {UPSTREAM, {"--port", std::to_string(first.port())}, {}, std::nullopt});
  EXPECT_EQ(second.wait(), 3);
  EXPECT_NE(second.output().find("in use"), std::string::npos)
      << second.output();
}

}  // namespace
}  // namespace looplab::demos
