// SPDX-License-Identifier: BSL-1.0
//
// How long a connection lives, and what HEAD and other methods leave on it.
#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

TEST_P(contract, a_connection_is_kept) {
  start();
  tcp_client client = connect();
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(client.send(request("/hello")));
    expect_hello(support::read_response(client));
  }
}

TEST_P(contract, a_connection_is_closed_when_the_client_asks) {
  start();
  tcp_client client = connect();
  client.send(request("/hello", "Connection: close\r\n"));
  const http_response answer = support::read_response(client);
  expect_hello(answer);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(client.wait(), tcp_client::event::end);
}

TEST_P(contract, http_1_0_closes_unless_asked_to_stay) {
  start();
  tcp_client old = connect();
  old.send("GET /hello HTTP/1.0\r\n\r\n");
  expect_hello(support::read_response(old));
  EXPECT_EQ(old.wait(), tcp_client::event::end);

  tcp_client stays = connect();
  for (int i = 0; i < 2; ++i) {
    stays.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const http_response answer = support::read_response(stays);
    expect_hello(answer);
    EXPECT_EQ(answer.header("connection"), "keep-alive");
  }
}

TEST_P(contract, head_has_the_head_of_get_and_no_body) {
  start();
  tcp_client client = connect();
  client.send(
      "HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n"
      "HEAD /file?name=big HTTP/1.1\r\nHost: x\r\n\r\n" +
      request("/hello"));
  const http_response hello = support::read_response(client, true);
  expect_status(hello, 200);
  EXPECT_EQ(hello.header("content-length"), "6");
  const http_response file = support::read_response(client, true);
  expect_status(file, 200);
  EXPECT_EQ(file.header("content-length"), std::to_string(big().size()));
  expect_hello(support::read_response(client));
}

TEST_P(contract, a_method_that_a_route_lacks_is_405_and_its_body_is_skipped) {
  start();
  tcp_client client = connect();
  client.send(
      "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde");
  const http_response answer = support::read_response(client);
  expect_status(answer, 405);
  EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  client.send(
      "PUT /hello HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n0\r\n\r\n");
  expect_status(support::read_response(client), 405);
  client.send(request("/hello"));
  expect_hello(support::read_response(client));
}

TEST_P(contract, a_client_that_has_finished_sending_gets_its_answers) {
  start();
  tcp_client client = connect();
  client.send(request("/quote?symbol=ABC") + request("/hello"));
  client.finish_sending();
  expect_status(support::read_response(client), 200);
  expect_hello(support::read_response(client));
  EXPECT_EQ(client.wait(), tcp_client::event::end);
}

TEST_P(contract, expect_100_continue_is_heard) {
  start();
  tcp_client client = connect();
  client.send(
      "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_TRUE(eventually([&] {
    client.wait(std::chrono::milliseconds(1));
    return !client.received().empty();
  }));
  const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_EQ(client.received().substr(0, go_on.size()), go_on);
  client.received().erase(0, go_on.size());
  client.send("ab");
  expect_status(support::read_response(client), 405);
}

}  // namespace
}  // namespace looplab::contract
