// SPDX-License-Identifier: BSL-1.0
//
// Asking the upstream the plain way: connect, send, receive, and sleep in each
// of them until it is done. Used by the chapters that give a thread to each
// wait; the others wait in their own way.
#pragma once

#include <netinet/in.h>

#include <string>
#include <utility>

#include "chapters/common/descriptor.hpp"
#include "chapters/common/question.hpp"
#include "chapters/common/quote.hpp"
#include "chapters/common/socket.hpp"

namespace looplab::common {

/// One connection to the upstream, kept from question to question.
/// Thread safety: none; one thread at a time.
class blocking_upstream {
 public:
  /// `limit` is for each question; 0 is none. `name` is the connection's.
  blocking_upstream(const sockaddr_in& where, milliseconds limit,
                    std::string name = "upstream 1")
      : where_(where), limit_(limit), name_(std::move(name)) {}

  /// Asks one question after the other, and returns when all are decided.
  void ask(quote& what);

  /// Asks this one, and returns when it is decided.
  void ask(question& what);

 private:
  void connect(question& what, time_point deadline);

  sockaddr_in where_;
  milliseconds limit_;
  std::string name_;
  descriptor connection_;
  wait_limit wait_;
};

}  // namespace looplab::common
