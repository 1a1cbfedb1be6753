// SPDX-License-Identifier: BSL-1.0
//
// What the claims' tests share. A page says "[claim: 06-one-thread]"; the test
// that shows it is TEST(claims_06, one_thread). pages_test.cpp sees to it that
// neither is without the other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/http_response.hpp"
#include "tests/support/patience.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab::chapters {

using support::eventually;
using support::server_process;
using support::tcp_client;

/// A chapter's program: program("06-epoll", "server").
std::string program(const std::string& chapter, const std::string& name);

/// What an experiment prints, once it has ended. Expects it to end with 0.
std::string run_experiment(const std::string& chapter, const std::string& name,
                           const std::vector<std::string>& arguments = {});

/// A server of a chapter beside an upstream of its own.
class scene {
 public:
  /// `upstream` and `arguments` are added to the programs' arguments.
  scene(const std::string& chapter, const std::string& name,
        const std::vector<std::string>& upstream = {"--delay", "1"},
        std::vector<std::string> arguments = {"--limit-ms", "0"});

  server_process& server() { return *server_; }

  tcp_client connect() const { return tcp_client(server_->port()); }

  /// Asks on a connection of its own; the status.
  int status_of(const std::string& target) const;

 private:
  std::unique_ptr<server_process> upstream_;
  std::unique_ptr<server_process> server_;
};

/// A request that keeps its connection.
std::string request(const std::string& target);

/// What a server calls while some clients ask it.
struct calls {
  long reads = 0;   ///< of a client's socket, with or without bytes
  long writes = 0;  ///< to a client's socket
  long waits = 0;   ///< for whatever comes next
};

/// The calls for one `/hello` of each of `clients`, which are connected already
/// and ask while the server computes; from what it records. Not counted is what
/// a connection costs once.
calls calls_for_hello(const std::string& chapter, int clients);

/// Nothing comes, although it had the time.
bool stays_silent(tcp_client& client);

}  // namespace looplab::chapters
