// SPDX-License-Identifier: BSL-1.0
//
// What the loop runs, and what the kernel does for it meanwhile. Whatever an
// operation reads or fills must stay until it is done: the memory is the
// kernel's, too, and so a task may not go before the last of its operations.
#pragma once

#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "chapters/common/descriptor.hpp"
#include "chapters/common/timers.hpp"
#include "trace/recorder.hpp"

namespace looplab::chapter {

class task;

/// A place for one thing at a time that the kernel does for a task. A part of
/// the task; its address is the word by which the kernel says what is done.
class operation {
 public:
  /// `name` must outlive it.
  operation(task& whose, trace::verb what, const char* name);

  ~operation() { trace::end(id_); }

  operation(const operation&) = delete;
  operation& operator=(const operation&) = delete;

  /// Whether the kernel has it. A receive may be done many times before it
  /// ends.
  bool under_way() const { return under_way_; }

  int fd() const;

 private:
  friend class ring;
  friend class loop;

  trace::id id();
  void begun();
  void done(bool goes_on);

  task& whose_;
  operation* next_;  // of the same task
  const char* name_;
  std::unique_ptr<char[]> own_buffer_;
  trace::id id_ = 0;  // 0 until somebody records
  trace::verb what_;
  bool under_way_ = false;
  bool cancelled_ = false;
};

/// What a task is told.
struct completion {
  /// What is done; null when something else has changed: the clock, what the
  /// task waits for, or a stop.
  operation* of = nullptr;
  int result = 0;          ///< what the call would have returned, or -errno
  std::string_view bytes;  ///< received, there until run() returns
  int buffer = -1;         ///< where they are; the loop's concern

  /// The result in the manner of the call: -1 and errno. What was cancelled, or
  /// found no buffer free, is to be begun again: EAGAIN.
  ssize_t returned() const {
    bool again = result == -ECANCELED || result == -ENOBUFS;
    errno = again ? EAGAIN : -result;
    return result < 0 ? -1 : result;
  }
};

/// What begins operations on one descriptor, which it owns. The loop owns it.
class task : public common::timed {
 public:
  task(int fd, std::string name)
      : fd_(fd), name_(std::move(name)), waits_for_(trace::descriptor_id(fd)) {}

  virtual ~task() { trace::end(id_); }

  /// Called by the loop: an operation is done, or something else has changed.
  virtual void run(const completion& done) = 0;

  int fd() const { return fd_.get(); }

 protected:
  /// What it waits for when run() returns is another task's descriptor, or its
  /// own again. The loop does not care; whoever watches wants to know.
  void waits_for(int fd) { waits_for_ = trace::descriptor_id(fd); }

 private:
  friend class operation;
  friend class loop;

  trace::id id() {  // made once somebody records
    if (id_ == 0 && trace::on()) {
      id_ = trace::create(trace::thing_kind::task, name_);
    }
    return id_;
  }

  common::descriptor fd_;
  std::string name_;
  trace::id waits_for_;
  trace::id id_ = 0;                 // 0 until somebody records
  unsigned under_way_ = 0;           // operations that the kernel has
  operation* operations_ = nullptr;  // all of them
  bool over_ = false;                // it must not run again
};

inline operation::operation(task& whose, trace::verb what, const char* name)
    : whose_(whose),
      next_(std::exchange(whose.operations_, this)),
      name_(name),
      what_(what) {}

inline int operation::fd() const {
  return whose_.fd();
}

inline void operation::begun() {
  under_way_ = true;
  cancelled_ = false;
  ++whose_.under_way_;
}

inline void operation::done(bool goes_on) {
  under_way_ = goes_on;
  whose_.under_way_ -= goes_on ? 0 : 1;
}

inline trace::id operation::id() {
  if (id_ == 0 && trace::on()) {
    id_ = trace::create(trace::thing_kind::op, name_);
  }
  return id_;
}

}  // namespace looplab::chapter
