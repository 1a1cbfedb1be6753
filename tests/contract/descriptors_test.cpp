// SPDX-License-Identifier: BSL-1.0
//
// A full descriptor table. A server that does not think of it ends, or spins:
// the client stays in the queue and is reported again at once, for ever.
#include <string>
#include <vector>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

constexpr unsigned LIMIT = 64;

// One number of what /stats has answered.
unsigned long number(const http_response& stats, const std::string& name) {
  const std::string field = "\"" + name + "\":";
  const std::size_t at = stats.body.find(field);
  EXPECT_NE(at, std::string::npos) << stats.body;
  return std::stoul(stats.body.substr(at + field.size()));
}

// Waits until each of a crowd has a place or was turned away: the server waits
// for the next then. Says how many were turned away.
unsigned long turned_away(std::vector<tcp_client>& crowd) {
  unsigned long refused = 0;
  EXPECT_TRUE(eventually([&] {
    crowd.front().send(request("/stats"));
    const http_response stats = support::read_response(crowd.front());
    refused = number(stats, "refused");
    return refused + number(stats, "accepts") == crowd.size();
  }));
  return refused;
}

TEST_P(contract, a_full_descriptor_table_is_survived) {
  server_process& server = start({"--limit-ms", "0"}, LIMIT);
  // Who was turned away is counted; where all may wait, nobody was.
  const bool refuses = GetParam().waiting != ANY;
  {
    std::vector<tcp_client> crowd;
    for (unsigned i = 0; i < 2 * LIMIT; ++i) {
      crowd.push_back(connect());
    }
    EXPECT_TRUE(server.running());
    if (refuses) {
      EXPECT_GT(turned_away(crowd), 0U);
    }
    // Those who have a place are served.
    crowd.front().send(request("/hello"));
    expect_hello(support::read_response(crowd.front()));
    // Nothing happens now, so nothing may be done: 300 ms of waiting cost
    // less than 150 ms of processor time.
    const auto before = server.cpu_time();
    EXPECT_EQ(crowd.front().wait(std::chrono::milliseconds(300)),
              tcp_client::event::silence);
    EXPECT_LT((server.cpu_time() - before).count(), 150);
  }
  expect_service();
  const http_response stats = support::get(port(), "/stats");
  const auto refused = number(stats, "refused");
  EXPECT_EQ(refused > 0, refuses) << stats.body;
  EXPECT_LE(refused, 2 * LIMIT) << "some were counted twice: " << stats.body;
}

TEST_P(contract, who_comes_when_descriptors_are_free_again_is_not_refused) {
  if (GetParam().waiting == ANY) {
    GTEST_SKIP() << "this server refuses nobody";
  }
  server_process& server = start({"--limit-ms", "0"}, LIMIT);
  unsigned long refused = 0;
  {
    std::vector<tcp_client> crowd;
    for (unsigned i = 0; i < 2 * LIMIT; ++i) {
      crowd.push_back(connect());
    }
    refused = turned_away(crowd);
    EXPECT_GT(refused, 0U);
  }
  ASSERT_TRUE(eventually([&] { return server.descriptors() < LIMIT / 2; }));
  // The first who comes now, at the first try.
  expect_hello(support::get(port(), "/hello"));
  EXPECT_EQ(number(support::get(port(), "/stats"), "refused"), refused);
}

TEST_P(contract, no_descriptor_for_the_upstream_or_a_file_is_an_answer) {
  start({"--limit-ms", "0"}, LIMIT);
  std::vector<tcp_client> crowd;
  for (unsigned i = 0; i < 2 * LIMIT; ++i) {
    crowd.push_back(connect());
  }
  for (const char* target : {"/file?name=small", "/quote?symbol=ABC"}) {
    crowd.front().send(request(target));
    const http_response answer = support::read_response(crowd.front());
    EXPECT_TRUE(answer.status == 200 || answer.status == 503)
        << answer.status << answer.problem;
  }
  crowd.clear();
  expect_service();
  // The crowd's descriptors come back one after the other.
  EXPECT_TRUE(eventually(
      [&] { return support::get(port(), "/quote?symbol=ABC").status == 200; }));
}

}  // namespace
}  // namespace looplab::contract
