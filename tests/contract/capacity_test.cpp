// SPDX-License-Identifier: BSL-1.0
//
// Beyond its stated capacity a server refuses with 503 or lets its clients
// wait, whichever it says, and recovers as soon as there is a place.
#include <algorithm>
#include <vector>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

class capacity : public contract {
 protected:
  void SetUp() override {
    if (GetParam().at_once == 0) {
      GTEST_SKIP() << "this server's capacity is the descriptor table, which "
                      "descriptors_test.cpp fills";
    }
    start({"--limit-ms", "0"});
    for (unsigned i = 0; i < GetParam().at_once; ++i) {
      silent_.push_back(connect());
      // A place is taken once the server has read something.
      silent_.back().send("GET");
      expect_read(silent_.back());
    }
  }

  // Clients who wait for a place with a whole request, as many as may, if
  // that is a number that can be tried.
  void let_as_many_wait_as_may() {
    for (unsigned i = 0; i < std::min(GetParam().waiting, 300U); ++i) {
      waiting_.push_back(connect());
      waiting_.back().send(request("/hello", "Connection: close\r\n"));
    }
  }

  // All places, each taken by a client that has fallen silent.
  std::vector<tcp_client> silent_;
  std::vector<tcp_client> waiting_;
};

TEST_P(capacity, when_it_is_used_up_the_next_client_waits) {
  if (GetParam().waiting == 0) {
    GTEST_SKIP() << "this server lets nobody wait";
  }
  tcp_client next = connect();
  next.send(request("/hello"));
  EXPECT_EQ(next.wait(std::chrono::milliseconds(200)),
            tcp_client::event::silence);
  silent_.pop_back();
  expect_hello(support::read_response(next));
}

TEST_P(capacity, when_nobody_more_may_wait_the_next_client_is_refused) {
  if (GetParam().waiting == ANY) {
    GTEST_SKIP() << "this server refuses nobody";
  }
  let_as_many_wait_as_may();
  tcp_client next = connect();
  next.send(request("/hello"));
  const http_response answer = support::read_response(next);
  expect_status(answer, 503);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(next.wait_for_end());
}

TEST_P(capacity, is_there_again_when_the_clients_have_gone) {
  let_as_many_wait_as_may();
  silent_.clear();
  for (tcp_client& client : waiting_) {
    expect_hello(support::read_response(client));
  }
  expect_service();
}

TEST_P(contract, help_states_the_capacity) {
  support::process help({GetParam().program, {"--help"}, {}, std::nullopt});
  EXPECT_EQ(help.wait(), 0);
  EXPECT_NE(help.output().find("Capacity"), std::string::npos) << help.output();
}

INSTANTIATE_TEST_SUITE_P(, capacity,
                         testing::ValuesIn(servers_under_contract()),
                         [](const auto& server) { return server.param.name; });

}  // namespace
}  // namespace looplab::contract
