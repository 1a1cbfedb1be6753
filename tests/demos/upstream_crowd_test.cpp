// SPDX-License-Identifier: BSL-1.0
//
// Many requests and the slow backend: order, capacity, and clients that go.
#include <gtest/gtest.h>

#include "tests/demos/upstream.hpp"

namespace looplab::demos {
namespace {

using support::http_response;
using support::read_response;
using support::tcp_client;

TEST(upstream_crowd, pipelined_requests_are_answered_in_order) {
  const upstream backend({"--delay", "0", "--jitter", "20"});
  tcp_client client(backend.port());
  std::string all;
  for (int i = 0; i < 100; ++i) {
    all += ask("S" + std::to_string(i));
  }
  client.send(all);
  for (int i = 0; i < 100; ++i) {
    EXPECT_NE(read_response(client).body.find("\"S" + std::to_string(i) + '"'),
              std::string::npos);
  }
}

TEST(upstream_crowd, more_than_it_keeps_in_mind_may_be_pipelined) {
  const upstream backend({"--delay", "1"});
  tcp_client client(backend.port());
  constexpr int COUNT = 3000;
  std::string all;
  for (int i = 0; i < COUNT; ++i) {
    all += ask("ABC");
  }
  client.send(all);
  client.finish_sending();
  for (int i = 0; i < COUNT; ++i) {
    ASSERT_EQ(read_response(client).status, 200) << "answer " << i;
  }
  EXPECT_EQ(client.wait(), tcp_client::event::end);
}

TEST(upstream_crowd, waits_overlap) {
  const upstream backend({"--delay", "2000"});
  std::vector<tcp_client> clients;
  for (int i = 0; i < 200; ++i) {
    clients.emplace_back(backend.port());
    clients.back().send(ask("ABC"));
  }
  EXPECT_TRUE(backend.counts("\"in_flight\":200"));
  for (tcp_client& client : clients) {
    EXPECT_EQ(read_response(client).status, 200);
  }
  EXPECT_TRUE(backend.counts("\"served\":200"));
}

TEST(upstream_crowd, beyond_capacity_and_queue_is_503) {
  const upstream backend({"--never-answer", "--capacity", "2", "--queue", "1"});
  tcp_client client(backend.port());
  std::vector<tcp_client> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.emplace_back(backend.port());
    waiting.back().send(ask("ABC"));
  }
  EXPECT_TRUE(backend.counts(R"("in_flight":2,"waiting":1)"));
  EXPECT_EQ(backend.price("ABC").status, 503);
  EXPECT_TRUE(backend.counts("\"refused\":1"));
}

TEST(upstream_crowd, the_queue_moves_on) {
  const upstream backend({"--delay", "1", "--capacity", "1", "--queue", "49"});
  std::vector<tcp_client> clients;
  for (int i = 0; i < 50; ++i) {
    clients.emplace_back(backend.port());
    clients.back().send(ask("ABC"));
  }
  for (tcp_client& client : clients) {
    EXPECT_EQ(read_response(client).status, 200);
  }
  EXPECT_TRUE(backend.counts(R"("refused":0,"in_flight":0,"waiting":0)"));
}

// Real backends do not notice either, which is what makes retries dangerous.
TEST(upstream_crowd, a_client_that_has_gone_still_holds_its_place) {
  const upstream backend({"--never-answer", "--capacity", "1"});
  {
    tcp_client gone(backend.port());
    gone.send(ask("ABC"));
    EXPECT_TRUE(backend.counts("\"in_flight\":1"));
  }
  EXPECT_EQ(backend.price("ABC").status, 503);
}

TEST(upstream_crowd, clients_that_reset_do_no_harm) {
  const upstream backend({"--delay", "5"});
  for (int i = 0; i < 100; ++i) {
    tcp_client client(backend.port());
    client.send(ask("ABC"));
    client.reset();
  }
  EXPECT_TRUE(backend.counts("\"served\":100"));
  EXPECT_EQ(backend.price("ABC").status, 200);
}

TEST(upstream_crowd, a_full_descriptor_table_is_survived) {
  const upstream backend({"--delay", "1"}, 32);
  {
    std::vector<tcp_client> crowd;
    for (int i = 0; i < 64; ++i) {
      crowd.emplace_back(backend.port());
    }
    crowd.front().send(ask("ABC"));
    EXPECT_EQ(read_response(crowd.front()).status, 200);
    const auto before = backend.cpu_time();
    crowd.front().wait(std::chrono::milliseconds(200));
    EXPECT_LT((backend.cpu_time() - before).count(), 100);
  }
  EXPECT_EQ(backend.price("ABC").status, 200);
}

}  // namespace
}  // namespace looplab::demos
