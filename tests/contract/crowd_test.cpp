// SPDX-License-Identifier: BSL-1.0
//
// Many clients that do nothing wrong.
#include <vector>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

// Some servers serve them together, some one after the other: all get theirs.
TEST_P(contract, two_hundred_clients_at_once_are_all_answered) {
  start();
  std::vector<tcp_client> clients;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(connect());
  }
  for (tcp_client& client : clients) {
    ASSERT_TRUE(
        client.send(request("/quote?symbol=ABC", "Connection: close\r\n")));
  }
  for (tcp_client& client : clients) {
    expect_status(support::read_response(client), 200);
  }
  expect_service();
}

TEST_P(contract, clients_within_capacity_are_served_at_the_same_time) {
  const unsigned count = GetParam().at_once == 0 ? 200 : GetParam().at_once;
  start();
  std::vector<tcp_client> clients;
  for (unsigned i = 0; i < count; ++i) {
    clients.push_back(connect());
  }
  // Each is in the middle of its request until all of them are.
  for (const char* part :
       {"GET /hello HTTP/1.1\r\n", "Host: looplab\r\n", "\r\n"}) {
    for (tcp_client& client : clients) {
      ASSERT_TRUE(client.send(part));
      expect_read(client);
    }
  }
  for (tcp_client& client : clients) {
    expect_hello(support::read_response(client));
  }
}

TEST_P(contract, waits_for_the_upstream_overlap_within_capacity) {
  if (GetParam().at_once == 1) {
    GTEST_SKIP() << "this server promises one client at a time";
  }
  const unsigned count = GetParam().at_once == 0 ? 50 : GetParam().at_once;
  start({"--upstream", start_upstream({"--never-answer"})});
  std::vector<tcp_client> clients;
  for (unsigned i = 0; i < count; ++i) {
    clients.push_back(connect());
    clients.back().send(request("/quote?symbol=ABC"));
  }
  const std::string all = "\"in_flight\":" + std::to_string(count) + ',';
  EXPECT_TRUE(eventually([&] {
    return support::get(upstream_port(), "/counters").body.find(all) !=
           std::string::npos;
  })) << support::get(upstream_port(), "/counters").body;
}

}  // namespace
}  // namespace looplab::contract
