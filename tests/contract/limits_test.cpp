// SPDX-License-Identifier: BSL-1.0
//
// Time limits: shortened by --limit-ms, so that what takes ten seconds in life
// is over at once. No test says how long something took, only that it ended.
#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

TEST_P(contract, half_a_request_is_answered_408_at_its_limit) {
  start({"--limit-ms", "100"});
  tcp_client client = connect();
  client.send("GET /hello HTTP/1.1\r\nHost:");
  const http_response answer = support::read_response(client);
  expect_status(answer, 408);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.wait_for_end());
  expect_service();
}

TEST_P(contract, half_a_body_is_answered_408_at_its_limit) {
  start({"--limit-ms", "100"});
  tcp_client client = connect();
  client.send(
      "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
  expect_status(support::read_response(client), 408);
}

// The limit is for the whole request: each byte alone comes in time.
TEST_P(contract, a_request_that_dribbles_for_ever_is_ended) {
  start({"--limit-ms", "200"});
  tcp_client client = connect();
  client.send("GET /hello HTTP/1.1\r\nHost: x\r\nLong: ");
  int bytes = 0;
  while (client.wait(std::chrono::milliseconds(10)) ==
             tcp_client::event::silence &&
         ++bytes < 5000) {
    client.send("a");
  }
  EXPECT_LT(bytes, 5000) << "the server waits for ever";
  EXPECT_EQ(support::read_response(client).status, 408);
  expect_service();
}

TEST_P(contract, a_client_that_says_nothing_is_dropped_without_a_word) {
  start({"--limit-ms", "100"});
  tcp_client client = connect();
  EXPECT_EQ(client.wait(), tcp_client::event::end);
  expect_service();
}

TEST_P(contract, an_idle_connection_is_dropped_without_a_word) {
  start({"--limit-ms", "100"});
  tcp_client client = connect();
  client.send(request("/hello"));
  expect_hello(support::read_response(client));
  EXPECT_EQ(client.wait(), tcp_client::event::end);
  expect_service();
}

// The limit is not for the server's own work.
TEST_P(contract, a_slow_answer_is_not_the_clients_fault) {
  start(
      {"--limit-ms", "100", "--upstream", start_upstream({"--delay", "300"})});
  expect_status(support::get(port(), "/quote?symbol=ABC"), 200);
}

TEST_P(contract, a_client_that_does_not_take_its_answer_is_dropped) {
  const server_process& server = start({"--limit-ms", "100"});
  // The only client, so that no other one's descriptor is still being closed.
  tcp_client client = connect();
  client.send(request("/hello"));
  expect_hello(support::read_response(client));
  const std::size_t with_client = server.descriptors();
  // Far more than all buffers on the way can hold.
  std::string much;
  for (int i = 0; i < 10; ++i) {
    much += request("/file?name=big");
  }
  client.send(much);
  expect_read(client);
  EXPECT_TRUE(eventually([&] { return server.descriptors() < with_client; }));
  expect_service();
  EXPECT_TRUE(client.wait_for_end());
  EXPECT_LT(client.received().size(), 10 * big().size());
}

TEST_P(contract, no_limit_is_no_limit) {
  start({"--limit-ms", "0"});
  tcp_client client = connect();
  client.send("GET /hello HTT");
  EXPECT_EQ(client.wait(std::chrono::milliseconds(300)),
            tcp_client::event::silence);
  client.send("P/1.1\r\nHost: x\r\n\r\n");
  expect_hello(support::read_response(client));
}

}  // namespace
}  // namespace looplab::contract
