// SPDX-License-Identifier: BSL-1.0
//
// Setting the stage, and the few expectations that all tests share.
#include "tests/contract/contract.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace looplab::contract {
namespace {

// Every byte depends on its place, so that a lost or doubled piece shows.
std::string patterned(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    text[i] = static_cast<char>('a' + (i ^ (i >> 8U) ^ (i >> 16U)) % 26);
  }
  return text;
}

std::string name_of(
    const testing::TestParamInfo<server_under_contract>& server) {
  return server.param.name;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(, contract,
                         testing::ValuesIn(servers_under_contract()), name_of);

contract::contract() : small_(patterned(100)), big_(patterned(3'000'000)) {
  std::string pattern = testing::TempDir() + "looplab-contract-XXXXXX";
  folder_ = mkdtemp(pattern.data());
  std::ofstream(folder_ + "/small") << small_;
  std::ofstream(folder_ + "/big") << big_;
  std::ofstream(folder_ + "/other") << "not offered";
}

contract::~contract() {
  if (HasFailure() && server_) {
    std::cout << "The server has " << (server_->running() ? "" : "ended and ")
              << "written:\n"
              << server_->output();
  }
  // The backend first: a server that leaves waits for answers under way.
  upstream_.reset();
  server_.reset();
  std::filesystem::remove_all(folder_);
}

void contract::SetUp() {
  if (!GetParam().may_be_refused()) {
    return;
  }
  support::process trial({GetParam().program, {"--port", "0"}});
  support::eventually(
      [&] { return trial.output().ends_with('\n') || !trial.running(); });
  if (!trial.running() && trial.wait() == 3) {
    GTEST_SKIP() << trial.output();
  }
}

server_process& contract::start(std::vector<std::string> arguments,
                                std::optional<unsigned> descriptor_limit) {
  if (std::find(arguments.begin(), arguments.end(), "--upstream") ==
      arguments.end()) {
    arguments.insert(arguments.end(),
                     {"--upstream", start_upstream({"--delay", "1"})});
  }
  arguments.insert(arguments.end(), {"--files", folder_});
  const auto& own = GetParam().arguments;
  arguments.insert(arguments.begin(), own.begin(), own.end());
  server_ = std::make_unique<server_process>(
      support::launch{GetParam().program, arguments, {}, descriptor_limit});
  return *server_;
}

std::string contract::start_upstream(
    const std::vector<std::string>& arguments) {
  upstream_ = std::make_unique<server_process>(
      support::launch{UPSTREAM, arguments, {}, std::nullopt});
  return "127.0.0.1:" + std::to_string(upstream_->port());
}

void contract::expect_service() const {
  http_response answer;
  eventually([&] {
    answer = support::get(port(), "/hello");
    return answer.status == 200;
  });
  expect_hello(answer);
}

void contract::expect_read(const tcp_client& client) const {
  EXPECT_TRUE(eventually([&] { return client.server_has_read(); }))
      << "the server leaves bytes unread";
}

std::string request(const std::string& target, const std::string& more_fields) {
  return "GET " + target + " HTTP/1.1\r\nHost: looplab\r\n" + more_fields +
         "\r\n";
}

void expect_hello(const http_response& answer) {
  expect_status(answer, 200);
  EXPECT_EQ(answer.body, "hello\n");
}

void expect_status(const http_response& answer, int status) {
  EXPECT_EQ(answer.status, status) << answer.body << answer.problem;
  EXPECT_EQ(answer.problem, "");
}

}  // namespace looplab::contract
