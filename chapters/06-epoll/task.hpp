// SPDX-License-Identifier: BSL-1.0
//
// What the loop runs: code that waits for one descriptor. It refuses to know
// how the loop finds out; it is only told.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "chapters/common/descriptor.hpp"
#include "chapters/common/timers.hpp"
#include "trace/recorder.hpp"

namespace looplab::chapter {

/// What waits for one descriptor, which it owns. The loop owns it.
class task : public common::timed {
 public:
  task(int fd, std::string name)
      : fd_(fd), name_(std::move(name)), waits_for_(trace::descriptor_id(fd)) {}

  virtual ~task() { trace::end(id_); }

  /// Called by the loop: the descriptor is ready (EPOLLIN ... in `events`), or
  /// something else has changed (0): the clock, what it waits for, or a stop.
  virtual void run(std::uint32_t events) = 0;

  int fd() const { return fd_.get(); }

 protected:
  /// What it waits for when run() returns is another task's descriptor, or its
  /// own again. The loop does not care; whoever watches wants to know.
  void waits_for(int fd) { waits_for_ = trace::descriptor_id(fd); }

 private:
  friend class loop;
  common::descriptor fd_;
  std::string name_;
  trace::id waits_for_;
  trace::id id_ = 0;   // 0 until somebody records
  bool over_ = false;  // in this turn: it must not run again
};

}  // namespace looplab::chapter
