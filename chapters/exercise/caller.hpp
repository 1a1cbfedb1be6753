// SPDX-License-Identifier: BSL-1.0
//
// A call that may never return, made by a thread of its own, so that the test
// sees who sleeps and goes on all the same. It refuses to end a thread: a test
// whose caller sleeps for ever ends the program.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "trace/name.hpp"

namespace looplab::exercise {

/// Thread safety: one thread asks it; the destructor waits for the call.
template <class Result>
class caller {
 public:
  /// `name` is what the recording calls the thread.
  template <class Call>
  caller(const std::string& name, Call call)
      : thread_([this, name, call] {
          trace::name_thread(name);
          tid_ = this_tid();
          result_ = call();
          returned_ = true;
        }) {}

  ~caller() { thread_.join(); }

  caller(const caller&) = delete;
  caller& operator=(const caller&) = delete;

  /// Whether the call has returned.
  bool returned() const { return returned_; }

  /// Whether it returns within `most_ms`.
  bool returns(int most_ms = 3000) const {
    return eventually([this] { return returned(); }, most_ms);
  }

  /// Whether the thread is asleep within a second.
  bool sleeps() const {
    return eventually([this] { return tid_ != 0; }) && asleep(tid_);
  }

  /// Requires: returned().
  const Result& result() const { return result_; }

 private:
  Result result_{};
  std::atomic<int> tid_ = 0;
  std::atomic<bool> returned_ = false;
  std::thread thread_;
};

}  // namespace looplab::exercise
