// SPDX-License-Identifier: BSL-1.0
//
// How watching ends. Signals go to the process group that was made for the
// program, and to those of its processes that left the group but still hold
// the lock on their trace: a number alone could be a stranger's by now.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>

#include "visualizer/target/orphans.hpp"
#include "visualizer/target/proc_file.hpp"
#include "visualizer/target/watched_program.hpp"

namespace looplab::target {

void watched_program::signal_all(int number) {
  ::kill(-static_cast<pid_t>(pid_), number);
  for (const std::uint32_t pid : traces_.living()) {
    if (pid != pid_ && family_.members().contains(pid)) {
      ::kill(static_cast<pid_t>(pid), number);
    }
  }
  // A daemon that only waits for its workers has no trace; left alone, it would
  // start new ones.
  for (const std::uint32_t pid :
       first_ended_ ? adopted() : std::vector<std::uint32_t>()) {
    ::kill(static_cast<pid_t>(pid), number);
  }
}

bool watched_program::group_ends_within(std::chrono::milliseconds grace) {
  using clock = std::chrono::steady_clock;
  const auto until = clock::now() + grace;
  pollfd end{end_.get(), POLLIN, 0};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - clock::now());
    const bool some_live = running();
    if (!some_live && traces_.living().empty()) {
      return true;
    }
    if (left.count() <= 0) {
      return false;
    }
    // The first process tells when it ends; the others are asked again.
    const bool first_lives = some_live && !first_ended_;
    ::poll(&end, first_lives ? 1 : 0,
           static_cast<int>(first_lives ? left.count()
                                        : std::min<long>(left.count(), 5)));
  }
}

void watched_program::end_group() {
  signal_all(SIGTERM);
  signal_all(SIGCONT);
  group_ends_within(std::chrono::seconds(2));
  signal_all(SIGKILL);
  group_ends_within(std::chrono::seconds(1));
}

/// The keeper passes on what was printed last and then leaves, unless somebody
/// we may not end still has the terminal open.
void watched_program::take_last_output() {
  using clock = std::chrono::steady_clock;
  const auto until = clock::now() + std::chrono::milliseconds(200);
  for (take_output(); printed_->readable() >= 0 && clock::now() < until;
       take_output()) {
    pollfd more{printed_->readable(), POLLIN, 0};
    ::poll(&more, 1, 10);
  }
}

/// Members whose own parent is gone are ours to wait for; for the others
/// waitpid says that they are not our children.
void watched_program::reap_orphans() {
  for (const std::uint32_t pid : family_.members()) {
    if (pid != pid_) {
      ::waitpid(static_cast<pid_t>(pid), nullptr, WNOHANG);
    }
  }
}

void watched_program::finish() {
  gates_.release();
  if (!ours_ || reaped_) {
    return;
  }
  end_group();
  take_last_output();
  reap_orphans();
  running();
  reaped_ = ::waitid(P_PID, pid_, nullptr, WEXITED | WNOHANG) == 0;
}

watched_program::~watched_program() {
  finish();
  if (ours_) {
    traces_.remove_files();
  }
}

}  // namespace looplab::target
