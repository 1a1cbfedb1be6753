// SPDX-License-Identifier: BSL-1.0
//
// A server that reads one request and says what it was told to say, right or
// wrong, then closes. It stands in for broken backends, and it tests the
// tests' own readers.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <thread>

namespace looplab::support {

/// Answers every connection with the same text, or as a script says.
class stub_server {
 public:
  /// What it says to the request of this number, from 1 on. Called in the one
  /// thread that serves: while it waits, everybody waits.
  using script = std::function<std::string(unsigned number)>;

  /// When it closes a connection.
  enum class closes { after_answering, when_asked_again, never };

  /// Listens at once. Throws std::system_error.
  explicit stub_server(const std::string& answer,
                       closes when = closes::after_answering);
  stub_server(script answers, closes when);
  ~stub_server();
  stub_server(const stub_server&) = delete;
  stub_server& operator=(const stub_server&) = delete;

  std::uint16_t port() const { return port_; }

  /// How many connections it has answered and closed.
  unsigned closed() const { return closed_; }

  /// How many connections were made to it.
  unsigned accepted() const { return accepted_; }

  /// How many requests it has answered.
  unsigned answered() const { return answers_given_; }

 private:
  void serve();
  /// False when the connection is over.
  bool hear(int client, std::set<int>& answered);

  script answer_;
  closes when_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<unsigned> closed_ = 0;
  std::atomic<unsigned> accepted_ = 0;
  std::atomic<unsigned> answers_given_ = 0;
  std::atomic<bool> leaving_ = false;
  std::thread thread_;
};

/// A port of 127.0.0.1 at which nobody listens.
std::uint16_t refusing_port();

}  // namespace looplab::support
