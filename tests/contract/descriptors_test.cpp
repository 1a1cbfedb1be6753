// SPDX-License-Identifier: BSL-1.0
//
// A full descriptor table. A server that does not think of it ends, or spins:
// the client stays in the queue and is reported again at once, for ever.
#include <vector>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

constexpr unsigned LIMIT = 64;

TEST_P(contract, a_full_descriptor_table_is_survived) {
  server_process& server = start({"--limit-ms", "0"}, LIMIT);
  {
    std::vector<tcp_client> crowd;
    for (unsigned i = 0; i < 2 * LIMIT; ++i) {
      crowd.push_back(connect());
    }
    EXPECT_TRUE(server.running());
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
  // Who was turned away is counted; where all may wait, nobody was.
  const bool refuses = GetParam().waiting != ANY;
  const std::string stats = support::get(port(), "/stats").body;
  const std::string field = "\"refused\":";
  const auto refused =
      std::stoul(stats.substr(stats.find(field) + field.size()));
  EXPECT_EQ(refused > 0, refuses) << stats;
  EXPECT_LE(refused, 2 * LIMIT) << "some were counted twice: " << stats;
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
