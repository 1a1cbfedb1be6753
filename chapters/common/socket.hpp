// SPDX-License-Identifier: BSL-1.0
//
// The few steps of setting up a socket that teach nothing twice. Waiting is
// not among them: no function here accepts, and none decides who runs next.
#pragma once

#include <netinet/in.h>

#include <string_view>

#include "chapters/common/clock.hpp"
#include "chapters/common/descriptor.hpp"
#include "chapters/common/options.hpp"

namespace looplab::common {

enum class mode { blocking, non_blocking };

/// Throws std::system_error with errno and `what` when `result` is -1, else
/// returns it: for set-up, where failing is the end of the program.
int check(int result, std::string_view what);

/// A socket that listens as the options say. Prints
/// "listening on ADDRESS:PORT" on stdout, at once, for whoever started us.
/// Throws std::system_error.
descriptor listen_on(const options& how, mode kind);

/// Small answers leave at once (TCP_NODELAY): without it the second of two
/// small sends may wait 40 ms for the acknowledgement of the first.
void send_at_once(int fd);

/// How long a blocking receive or send may sleep: it ends with EAGAIN then.
/// Remembers what the kernel was told last, because a server's limit is most
/// often the same as before, and telling costs a system call.
class wait_limit {
 public:
  explicit wait_limit(int fd = -1) : fd_(fd) {}

  /// From now on both end when `deadline` has come; NEVER is no limit.
  void until(time_point deadline, time_point now);

 private:
  int fd_;
  milliseconds told_{0};  // 0 is no limit, for the kernel too
};

/// Tells a client that there is no place for it: 503, and the connection is
/// closed. Never waits; a client that does not listen is not told.
void turn_away(descriptor client);

/// A descriptor kept in reserve. When the table of descriptors is full, accept
/// fails with EMFILE, the client stays in the queue, and a loop would be told
/// of it again at once, for ever. Giving the reserve up makes room to accept
/// that client and to turn it away.
class spare_descriptor {
 public:
  spare_descriptor();

  /// Whether it is there.
  explicit operator bool() const { return static_cast<bool>(reserve_); }

  /// Makes room for one descriptor.
  void give_up() { reserve_.reset(); }

  /// Takes the room back, if it is still there.
  void take_back();

 private:
  descriptor reserve_;
};

}  // namespace looplab::common
