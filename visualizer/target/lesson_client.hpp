// SPDX-License-Identifier: BSL-1.0
//
// One scripted client: a connection that never blocks, asks with GET and
// checks what is answered. It speaks no more HTTP than the lessons need and
// says so when it meets more.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

class lesson_client {
 public:
  /// Opens a connection to 127.0.0.1, unless there is one.
  void connect(std::uint16_t port);
  /// Sends one request; it goes out as soon as the connection is there.
  void get(const std::string& path);
  void close();

  /// Does what can be done without waiting.
  void advance();

  bool connected() const { return connected_; }

  /// Each request has its whole answer, or the server closed the connection.
  bool answered() const { return asked_ > 0 && waiting_.empty(); }

  /// Whether a request for such a path has no whole answer yet.
  bool waits_for(const std::string& beginning) const;

  /// -1 without a connection.
  int readable() const { return socket_.get(); }

  /// One sentence about the first answer that was none or not 200.
  const std::string& problem() const { return problem_; }

 private:
  void send();
  void receive();
  bool take_answer();
  void lose(const std::string& why);

  descriptor socket_;
  bool connected_ = false;
  unsigned asked_ = 0;
  std::deque<std::string> waiting_;  ///< paths without an answer
  std::string to_send_, received_, problem_;
};

}  // namespace looplab::target
