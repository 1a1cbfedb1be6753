// SPDX-License-Identifier: BSL-1.0
//
// Looks at a process from outside: its threads, what its epoll descriptors
// watch, what lies in its sockets. Only reads /proc and asks the kernel about
// sockets; the process cannot notice.
#pragma once

#include <cstdint>
#include <string>

#include "trace/log.hpp"
#include "visualizer/target/socket_table.hpp"

namespace looplab::target {

class proc_sampler {
 public:
  /// One reading, bounded to 256 threads and 1024 descriptors. `process` and
  /// `after` are the caller's to fill in. A process that has gone has no
  /// threads.
  trace::sample look(std::uint32_t pid);

 private:
  void look_at_descriptors(const std::string& folder, trace::sample& into);

  socket_table sockets_;
};

}  // namespace looplab::target
