// SPDX-License-Identifier: BSL-1.0
//
// The fixture of the suite: one server, started the way a person starts it,
// beside a backend and two files. Tests of the suite run against every server
// and speak to it through its socket only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/contract/server_under_contract.hpp"
#include "tests/support/http_response.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab::contract {

using support::eventually;
using support::http_response;
using support::server_process;
using support::tcp_client;

/// One test against one server.
class contract : public testing::TestWithParam<server_under_contract> {
 protected:
  contract();
  ~contract() override;

  /// Skips where the server says that something it needs is missing (3).
  void SetUp() override;

  /// Starts the server with `arguments` after its own. Without `--upstream`
  /// among them it asks a backend that answers after a millisecond.
  server_process& start(std::vector<std::string> arguments = {},
                        std::optional<unsigned> descriptor_limit = {});

  /// Starts a backend; the server's `--upstream` for it.
  std::string start_upstream(const std::vector<std::string>& arguments);

  std::uint16_t port() const { return server_->port(); }

  std::uint16_t upstream_port() const { return upstream_->port(); }

  /// A connection to the server.
  tcp_client connect() const { return tcp_client(port()); }

  /// A new client asks for /hello and must get it. Where the contract allows a
  /// 503 to a newcomer, it asks again until it gets its answer.
  void expect_service() const;

  /// Waits until the server has read everything that `client` sent.
  void expect_read(const tcp_client& client) const;

  /// The contents of the files `small` and `big`.
  const std::string& small() const { return small_; }

  const std::string& big() const { return big_; }

 private:
  std::string folder_;
  std::string small_;
  std::string big_;
  std::unique_ptr<server_process> upstream_;
  std::unique_ptr<server_process> server_;
};

/// A request for `target` that keeps its connection.
std::string request(const std::string& target,
                    const std::string& more_fields = "");

/// What /hello is answered with, and nothing else.
void expect_hello(const http_response& answer);

/// The status, and if it is another, what came.
void expect_status(const http_response& answer, int status);

}  // namespace looplab::contract
