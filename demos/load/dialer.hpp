// SPDX-License-Identifier: BSL-1.0
//
// Makes connections to one server, from one or more addresses: each address
// has about 28,000 ports of its own, and each connection takes one of them.
#pragma once

#include "chapters/common/clock.hpp"
#include "chapters/common/descriptor.hpp"
#include "demos/load/plan.hpp"

namespace looplab::load {

/// Not thread-safe.
class dialer {
 public:
  /// Makes sure that there can be as many descriptors as the plan needs. Throws
  /// load_error, with what to type.
  explicit dialer(const plan& what);

  /// Begins connection `number`. Nothing, and errno, when that fails at once.
  common::descriptor begin(unsigned number) const;

  /// Connection `number`, made. Throws load_error when nobody listens or
  /// `patience` is over.
  common::descriptor dial(unsigned number, common::milliseconds patience) const;

  /// What became of a connection that was begun: 0 or an errno.
  static int outcome(const common::descriptor& socket);

 private:
  const plan& plan_;
};

}  // namespace looplab::load
