// SPDX-License-Identifier: BSL-1.0
//
// Asking the upstream the plain way: connect, send, receive, and sleep in each
// of them until it is done. Used by the chapters that give a thread to each
// wait; the others wait in their own way.
#pragma once

#include <netinet/in.h>

#include "chapters/common/descriptor.hpp"
#include "chapters/common/question.hpp"
#include "chapters/common/quote.hpp"
#include "chapters/common/socket.hpp"

namespace looplab::common {

/// One connection to the upstream, kept from question to question.
/// Thread safety: none; one thread at a time.
class blocking_upstream {
 public:
  /// `limit` is for each question; 0 is none.
  blocking_upstream(const sockaddr_in& where, milliseconds limit)
      : where_(where), limit_(limit) {}

  /// Asks one question after the other, and returns when all are decided.
  void ask(quote& what);

 private:
  void ask(question& what);
  void connect(question& what, time_point deadline);

  sockaddr_in where_;
  milliseconds limit_;
  descriptor connection_;
  wait_limit wait_;
};

}  // namespace looplab::common
