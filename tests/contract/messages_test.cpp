// SPDX-License-Identifier: BSL-1.0
//
// TCP delivers a stream and not messages: the same requests must be understood
// in whatever pieces they come, and answered in the order they were asked.
#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

TEST_P(contract, requests_may_be_cut_at_every_byte) {
  start();
  tcp_client client = connect();
  const std::string whole = request("/hello", "X-Field: value\r\n");
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    ASSERT_TRUE(client.send(whole.substr(0, cut)));
    expect_read(client);
    ASSERT_TRUE(client.send(whole.substr(cut)));
    expect_hello(support::read_response(client));
    ASSERT_FALSE(HasFailure()) << "cut after byte " << cut;
  }
}

TEST_P(contract, requests_may_come_byte_by_byte) {
  start();
  tcp_client client = connect();
  for (const char byte : request("/quote?symbol=ABC")) {
    ASSERT_TRUE(client.send({&byte, 1}));
    expect_read(client);
  }
  expect_status(support::read_response(client), 200);
}

TEST_P(contract, two_pipelined_requests_are_answered_in_order) {
  start();
  tcp_client client = connect();
  // The first takes longer than the second.
  client.send(request("/quote?symbol=ABC") + request("/hello"));
  const http_response quote = support::read_response(client);
  expect_status(quote, 200);
  EXPECT_NE(quote.body.find("ABC"), std::string::npos);
  expect_hello(support::read_response(client));
}

TEST_P(contract, a_hundred_pipelined_requests_are_answered_in_order) {
  start();
  tcp_client client = connect();
  std::string all;
  for (int i = 0; i < 100; ++i) {
    all += request(i % 3 == 0   ? "/nothing"
                   : i % 3 == 1 ? "/quote?symbol=S" + std::to_string(i)
                                : "/file?name=small");
  }
  client.send(all);
  for (int i = 0; i < 100; ++i) {
    const http_response answer = support::read_response(client);
    expect_status(answer, i % 3 == 0 ? 404 : 200);
    if (i % 3 == 1) {
      EXPECT_NE(answer.body.find("\"S" + std::to_string(i) + '"'),
                std::string::npos);
    }
    ASSERT_FALSE(HasFailure()) << "at answer " << i;
  }
}

TEST_P(contract, pipelined_requests_may_be_cut_in_the_middle) {
  start();
  tcp_client client = connect();
  const std::string two = request("/hello") + request("/hello");
  client.send(two.substr(0, two.size() - 5));
  expect_hello(support::read_response(client));
  client.send(two.substr(two.size() - 5));
  expect_hello(support::read_response(client));
}

TEST_P(contract, big_answers_may_be_pipelined) {
  start();
  tcp_client client = connect();
  client.send(request("/file?name=big") + request("/file?name=big") +
              request("/hello"));
  EXPECT_TRUE(support::read_response(client).body == big());
  EXPECT_TRUE(support::read_response(client).body == big());
  expect_hello(support::read_response(client));
}

}  // namespace
}  // namespace looplab::contract
