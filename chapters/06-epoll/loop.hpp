// SPDX-License-Identifier: BSL-1.0
//
// The loop: asks the kernel what is ready, runs whoever waited for it, and
// asks again. One pass is a turn. Tasks run one after the other on one thread,
// each until it returns: a task that does not return stops all.
// It refuses to read or write: epoll knows only that something could be done.
#pragma once

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <memory>

#include "chapters/common/socket.hpp"
#include "chapters/common/stats.hpp"
#include "chapters/common/timers.hpp"
#include "trace/recorder.hpp"

namespace looplab::chapter {

/// What waits for one descriptor. The loop owns it; it owns the descriptor.
class task : public common::timed {
 public:
  task(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  virtual ~task() { trace::end(id_); }

  /// Called by the loop: the descriptor is ready (EPOLLIN ... in `events`), or
  /// something else has changed (0): the clock, what it waits for, or a stop.
  virtual void run(std::uint32_t events) = 0;

  int fd() const { return fd_.get(); }

  const std::string& name() const { return name_; }

 private:
  friend class loop;
  common::descriptor fd_;
  std::string name_;
  trace::id id_ = 0;
};

class loop {
 public:
  explicit loop(common::stats& numbers) : numbers_(&numbers) {
    control(EPOLL_CTL_ADD, wake_up(), EPOLLIN, nullptr);
  }

  /// Runs `what` from now on whenever its descriptor is ready for `events`.
  void add(std::unique_ptr<task> what, std::uint32_t events) {
    control(EPOLL_CTL_ADD, what->fd(), events, what.get());
    tasks_.resize(std::max(tasks_.size(), what->fd() + std::size_t{1}));
    slot(*what).swap(what);
    living_ += 1;
  }

  /// Other events from now on. A system call: not for every request.
  void change(task& what, std::uint32_t events) {
    control(EPOLL_CTL_MOD, what.fd(), events, &what);
  }

  /// The task is over. It is destroyed, and its descriptor closed, when the
  /// turn ends: until then it may be running, or be named among the ready.
  void end(task& what) {
    timers_.remove(what);
    ended_.push_back(std::move(slot(what)));
    living_ -= 1;
  }

  /// Runs it at `when`, unless it is given another time before.
  void at(task& what, common::time_point when) {
    if (timers_.set(what, when)) {
      trace::start(what.id_, trace::verb::arm, trace::descriptor_id(what.fd()),
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

  /// Turns until there is no task.
  // [turn]
  void run() {
    while (living_ > 0) {
      int sleep = common::milliseconds_until(timers_.next(), look_at_clock());
      int count = ::epoll_wait(epoll_.get(), events_, MOST, sleep);
      auto began = look_at_clock();
      note_ready(count);
      note_due();
      for (std::size_t i = 0; i < ready_.size(); ++i) {
        run_one(*ready_[i].first, ready_[i].second);
      }
      ready_.clear();
      ended_.clear();
      numbers_->count_turn(look_at_clock() - began);
    }
  }

  // [turn]

 private:
  std::unique_ptr<task>& slot(const task& of) {
    return tasks_[static_cast<std::size_t>(of.fd())];
  }

  void control(int action, int fd, std::uint32_t events, task* what) {
    epoll_event about{events, {what}};
    common::check(::epoll_ctl(epoll_.get(), action, fd, &about), "epoll_ctl");
  }

  void note_ready(int count) {
    for (int i = 0; i < count; ++i) {
      auto* what = static_cast<task*>(events_[i].data.ptr);
      if (what != nullptr) {
        make_ready(*what, events_[i].events, trace::descriptor_id(what->fd()));
        continue;
      }
      eventfd_t ignored;
      ::eventfd_read(wake_up(), &ignored);
      for (auto& each : tasks_) {
        if (each) {
          make_ready(*each, 0, trace::descriptor_id(wake_up()));
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
    if (what.id_ == 0 && trace::on()) {
      what.id_ = trace::create(trace::thing_kind::task, what.name_);
    }
    trace::wake(what.id_, cause);
    ready_.emplace_back(&what, events);
  }

  void run_one(task& what, std::uint32_t events) {
    if (slot(what).get() != &what) {
      return;  // it ended earlier in this turn
    }
    trace::run(what.id_);
    what.run(events);
    trace::stop(what.id_, trace::wait_why::io, trace::descriptor_id(what.fd()));
  }

  static constexpr int MOST = 256;  // what one turn can be told of
  common::stats* numbers_;
  common::descriptor epoll_{common::check(::epoll_create1(0), "make epoll")};
  common::descriptor wake_up_{
      common::check(::eventfd(0, EFD_NONBLOCK), "make an eventfd")};
  common::time_point now_{};
  std::vector<std::unique_ptr<task>> tasks_;  // by descriptor; null: none
  std::vector<std::unique_ptr<task>> ended_;  // in this turn
  std::vector<std::pair<task*, std::uint32_t>> ready_;
  common::timers<task> timers_;
  epoll_event events_[MOST];
  int living_ = 0;
};

}  // namespace looplab::chapter
