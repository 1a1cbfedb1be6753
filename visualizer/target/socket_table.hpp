// SPDX-License-Identifier: BSL-1.0
//
// What lies in the kernel's socket buffers, asked of the kernel by netlink: it
// names sockets by inode, which is what /proc/PID/fd names them by. A socket of
// another network namespace is not found, and nothing is claimed about it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

/// At the end of `what` of a socket whose other end will send no more.
inline constexpr std::string_view peer_closed = ", peer closed";

struct socket_facts {
  std::string what;  ///< "tcp 127.0.0.1:80 - 127.0.0.1:4711"
  std::uint32_t unread = 0, unsent = 0;  ///< bytes; of a listener: connections
};

class socket_table {
 public:
  socket_table();

  /// The sockets with these inodes, as far as they are known to the kernel.
  /// Costs one walk over its TCP sockets (a third of a millisecond where there
  /// are few of them), none when no inode is a TCP socket.
  std::map<std::uint64_t, socket_facts> look(
      const std::vector<std::uint64_t>& inodes);

 private:
  enum class family { unknown, tcp, tcp6, unix_domain, other };

  void look_at_tcp(int address_family, family found_as,
                   std::map<std::uint64_t, socket_facts>& into);
  bool look_at_unix(std::uint64_t inode, socket_facts& into);
  bool any(family kind) const;

  descriptor kernel_;
  std::map<std::uint64_t, family> known_;
};

}  // namespace looplab::target
