// SPDX-License-Identifier: BSL-1.0
//
// The loop: sleeps until something is done, runs whoever began it, and sleeps
// again. One pass is a turn. Tasks run one after the other, each until it
// returns. It refuses to receive or send: when a task runs, that has happened.
#pragma once

#include <sys/eventfd.h>

#include <unordered_map>
#include <vector>

#include "chapters/07-completion/ring.hpp"
#include "chapters/common/socket.hpp"
#include "chapters/common/stats.hpp"

namespace looplab::chapter {

class loop {
 public:
  loop(chapter::ring& ring, common::stats& numbers)
      : ring_(ring), numbers_(numbers) {
    bell_.listen(ring_);
  }

  void add(std::unique_ptr<task> what) { tasks_[what->fd()] = std::move(what); }

  // [end]
  /// It is over, and what it has begun is cancelled. It is destroyed, and its
  /// descriptor closed, when the kernel has given all of that back.
  void end(task& what) {
    what.over_ = true;
    timers_.remove(what);
    for (auto* each = what.operations_; each != nullptr; each = each->next_) {
      ring_.cancel(*each);
    }
    ended_.push_back(tasks_.extract(what.fd()));
  }

  // [end]

  /// Runs it at `when`, unless it is given another time before.
  void at(task& what, common::time_point when) {
    if (timers_.set(what, when)) {
      trace::start(what.id(), trace::verb::arm, descriptor_id(what.fd()),
                   when.time_since_epoch().count());
    }
  }

  /// Runs it in this turn: what it waited for has happened.
  void resume(task& what) { make_ready(what, {}, trace::current()); }

  /// An eventfd. Write to it from another thread or a signal handler, and all
  /// tasks run once: a sleeping loop hears nothing else.
  int wake_up() const { return bell_.fd(); }

  common::time_point now() const { return now_; }

  common::time_point look_at_clock() { return now_ = common::steady::now(); }

  // [turn]
  void run() {
    while (!tasks_.empty() || !ended_.empty()) {
      ring_.submit_and_wait(timers_.next(), look_at_clock());
      auto began = look_at_clock();
      note_done();
      note_due();
      run_ready();
      numbers_.count_turn(look_at_clock() - began);
    }
  }

  // [turn]

 private:
  // Reads the eventfd, and so is done when somebody has written to it.
  class bell : public task {
   public:
    bell()
        : task(common::check(::eventfd(0, EFD_CLOEXEC), "wake up"), "bell") {}

    void listen(chapter::ring& ring) { ring.read(read_, fd(), {rung_, 8}); }

    void run(const completion&) override {}

   private:
    operation read_{*this, trace::verb::read, "read"};
    char rung_[8];
  };

  void note_done() {
    ring_.drain([this](const completion& done) {
      auto& whose = done.of->whose_;
      if (&whose != &bell_) {
        return make_ready(whose, done, done.of->id());
      }
      bell_.listen(ring_);
      for (auto& [fd, each] : tasks_) {
        make_ready(*each, {}, descriptor_id(wake_up()));
      }
    });
  }

  void note_due() {
    while (task* what = timers_.take(now_)) {
      trace::done(what->id(), trace::verb::arm);
      if (what->due() <= now_) {
        make_ready(*what, {}, what->id());
      } else {
        at(*what, what->due());  // it has moved later since it was set
      }
    }
  }

  void make_ready(task& what, const completion& done, trace::id cause) {
    trace::wake(what.id(), cause);
    ready_.emplace_back(&what, done);
  }

  void run_ready() {
    for (std::size_t i = 0; i < ready_.size(); ++i) {  // it may grow
      auto [what, done] = ready_[i];
      if (!what->over_) {
        trace::run(what->id());
        what->run(done);
        trace::stop(what->id(), trace::wait_why::io, what->waits_for_);
      }
      ring_.release(done);
    }
    ready_.clear();
    std::erase_if(ended_, [](auto& each) {
      return each.mapped()->under_way_ == 0;  // nothing of it is the kernel's
    });
  }

  chapter::ring& ring_;
  common::stats& numbers_;
  bell bell_;
  common::time_point now_;
  std::unordered_map<int, std::unique_ptr<task>> tasks_;  // by descriptor
  std::vector<decltype(tasks_)::node_type> ended_;
  std::vector<std::pair<task*, completion>> ready_;
  common::timers<task> timers_;
};

}  // namespace looplab::chapter
