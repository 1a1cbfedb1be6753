// SPDX-License-Identifier: BSL-1.0
//
// The loop: asks the kernel what is ready, runs whoever waited for it, and asks
// again. One pass is a turn. Tasks run one after the other, each until it
// returns. It refuses to read: epoll knows only that something could be done.
#pragma once

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <memory>
#include <unordered_map>
#include <vector>

#include "chapters/06-epoll/task.hpp"
#include "chapters/common/socket.hpp"
#include "chapters/common/stats.hpp"
#include "chapters/common/timers.hpp"
#include "trace/recorder.hpp"

namespace looplab::chapter {

using common::check;
using trace::descriptor_id;

class loop {
 public:
  explicit loop(common::stats& numbers) : numbers_(&numbers) {
    control(EPOLL_CTL_ADD, wake_up(), EPOLLIN, nullptr);
  }

  /// Runs `what` from now on whenever its descriptor is ready for `events`.
  void add(std::unique_ptr<task> what, std::uint32_t events) {
    control(EPOLL_CTL_ADD, what->fd(), events, what.get());
    id_of(*what);
    tasks_[what->fd()] = std::move(what);
  }

  /// Other events from now on. A system call: not for every request.
  void change(task& what, std::uint32_t events) {
    control(EPOLL_CTL_MOD, what.fd(), events, &what);
  }

  /// It is over. It is destroyed, and its descriptor closed, when the turn
  /// ends: until then it may be running, or stand among the ready.
  void end(task& what) {
    what.over_ = true;
    timers_.remove(what);
    ended_.push_back(tasks_.extract(what.fd()));
  }

  /// Runs it at `when`, unless it is given another time before.
  void at(task& what, common::time_point when) {
    if (timers_.set(what, when)) {
      trace::start(id_of(what), trace::verb::arm, descriptor_id(what.fd()),
                   when.time_since_epoch().count());
    }
  }

  /// Runs it in this turn: what it waited for has happened.
  void resume(task& what) { make_ready(what, 0, trace::current()); }

  /// An eventfd. Write to it from another thread or a signal handler, and all
  /// tasks run once: a sleeping loop hears nothing else.
  int wake_up() const { return wake_up_.get(); }

  common::time_point now() const { return now_; }

  common::time_point look_at_clock() { return now_ = common::steady::now(); }

  // [turn]
  void run() {
    while (!tasks_.empty()) {
      int sleep = common::milliseconds_until(timers_.next(), look_at_clock());
      int count = ::epoll_wait(epoll_.get(), events_, 256, sleep);
      auto began = look_at_clock();
      note_ready(count);
      note_due();
      run_ready();
      numbers_->count_turn(look_at_clock() - began);
    }
  }

  // [turn]

 private:
  void control(int action, int fd, std::uint32_t events, task* what) {
    epoll_event about{events, {what}};
    check(::epoll_ctl(epoll_.get(), action, fd, &about), "epoll_ctl");
  }

  void note_ready(int count) {
    eventfd_t ignored = 0;
    for (auto* event = events_; event < events_ + count; ++event) {
      if (auto* what = static_cast<task*>(event->data.ptr)) {
        make_ready(*what, event->events, descriptor_id(what->fd()));
      } else if (::eventfd_read(wake_up(), &ignored) == 0) {
        for (auto& [fd, each] : tasks_) {
          make_ready(*each, 0, descriptor_id(wake_up()));
        }
      }
    }
  }

  void note_due() {
    while (task* what = timers_.take(now_)) {
      trace::done(what->id_, trace::verb::arm);
      if (what->due() <= now_) {
        make_ready(*what, 0, what->id_);
      } else {
        at(*what, what->due());  // it has moved later since it was set
      }
    }
  }

  void make_ready(task& what, std::uint32_t events, trace::id cause) {
    trace::wake(id_of(what), cause);
    ready_.emplace_back(&what, events);
  }

  void run_ready() {
    for (std::size_t i = 0; i < ready_.size(); ++i) {  // it may grow
      auto [what, events] = ready_[i];
      if (!what->over_) {
        trace::run(what->id_);
        what->run(events);
        trace::stop(what->id_, trace::wait_why::io, what->waits_for_);
      }
    }
    ready_.clear();
    ended_.clear();
  }

  trace::id id_of(task& what) {  // made once somebody records
    auto& id = what.id_;
    return id ? id : id = trace::create(trace::thing_kind::task, what.name_);
  }

  common::stats* numbers_;
  common::descriptor epoll_{check(::epoll_create1(0), "make epoll")};
  common::descriptor wake_up_{check(::eventfd(0, EFD_NONBLOCK), "wake up")};
  common::time_point now_;
  std::unordered_map<int, std::unique_ptr<task>> tasks_;  // by descriptor
  std::vector<decltype(tasks_)::node_type> ended_;        // in this turn
  std::vector<std::pair<task*, std::uint32_t>> ready_;
  common::timers<task> timers_;
  epoll_event events_[256];
};

}  // namespace looplab::chapter
