// SPDX-License-Identifier: BSL-1.0
//
// SIGTERM and SIGINT: requests in flight are answered, nobody else is waited
// for, and the exit status is 0.
#include <csignal>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

TEST_P(contract, an_idle_server_leaves_when_asked) {
  for (const int signal : {SIGTERM, SIGINT}) {
    server_process& server = start();
    server.signal(signal);
    EXPECT_EQ(server.wait(), 0) << server.output();
  }
}

TEST_P(contract, a_request_in_flight_is_answered_before_the_server_leaves) {
  server_process& server =
      start({"--upstream", start_upstream({"--delay", "300"})});
  tcp_client client = connect();
  client.send(request("/quote?symbol=ABC"));
  ASSERT_TRUE(eventually([&] {
    return support::get(upstream_port(), "/counters")
               .body.find("\"in_flight\":1") != std::string::npos;
  }));
  server.signal(SIGTERM);
  expect_status(support::read_response(client), 200);
  EXPECT_TRUE(client.wait_for_end());
  EXPECT_EQ(server.wait(), 0) << server.output();
}

TEST_P(contract, a_big_answer_in_flight_comes_whole) {
  server_process& server = start();
  tcp_client client = connect();
  client.send(request("/file?name=big"));
  ASSERT_EQ(client.wait(), tcp_client::event::bytes);
  server.signal(SIGTERM);
  EXPECT_TRUE(support::read_response(client).body == big());
  EXPECT_EQ(server.wait(), 0) << server.output();
}

TEST_P(contract, idle_and_silent_clients_do_not_hold_a_server_back) {
  server_process& server = start({"--limit-ms", "0"});
  tcp_client idle = connect();
  idle.send(request("/hello"));
  expect_hello(support::read_response(idle));
  const tcp_client silent = connect();
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0) << server.output();
  EXPECT_TRUE(idle.wait_for_end());
}

TEST_P(contract, a_server_that_leaves_is_gone) {
  server_process& server = start();
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
  EXPECT_THROW(connect(), std::system_error);
}

}  // namespace
}  // namespace looplab::contract
