// SPDX-License-Identifier: BSL-1.0
//
// Tasks that nobody will ever resume: destroyed while they waited, destroyed
// before they ran, or waiting for an operation that is gone. All that is
// destroyed with its loop is no loss, so each of these is told only when the
// loop goes on without it.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::id_space;
using trace::thing_kind;

/// More at a time than this is the end of a program, not a leak in it.
constexpr std::size_t most_pending = 1024;

/// Something that ended, until it is known that its loop did not.
struct loss {
  finding what;
  id loop = 0;      ///< that ran it; 0: none is known,
  id thread = 0;    ///< and it belonged to this thread
  id waits_on = 0;  ///< never_resumed: it must still wait for this
};

class lost_tasks final : public watcher {
 public:
  explicit lost_tasks(findings& to) : to_(to) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::create) | bit(event_kind::end) |
           bit(event_kind::run) | bit(event_kind::stop) | bit(event_kind::poll);
  }

  void take(const moment& at) override;

 private:
  void take_end(const moment& at);
  void lose_task(const moment& at, const task_record& t);
  void lose_operation(const moment& at);
  void keep(const moment& at, const task_record& t, finding what, id waits_on);
  template <class Goes>
  void confirm(const fold& now, Goes goes_on);
  void has_run(const trace::entry& e);

  findings& to_;
  slot_index never_ran_;  ///< tasks by their key
  std::vector<loss> lost_;
};

void lost_tasks::has_run(const trace::entry& e) {
  never_ran_.forget(thing_key(e.process, e.subject), 1);
}

void lost_tasks::keep(const moment& at, const task_record& t, finding what,
                      id waits_on) {
  if (lost_.size() >= most_pending) {
    return;
  }
  const loop_record* loop = at.before.loop_of_thread(t.process, t.thread);
  what.process = t.process;
  what.subject = t.self;
  what.place = t.place;
  what.figure = at.e.t_ns - t.since_ns;
  lost_.push_back(
      {std::move(what), loop == nullptr ? 0 : loop->self, t.thread, waits_on});
}

void lost_tasks::lose_task(const moment& at, const task_record& t) {
  const bool ran =
      never_ran_.find(thing_key(t.process, t.self)) == slot_index::nothing;
  const std::string name = called(at.before, t.process, t.self);
  finding what;
  if (!ran && t.kind == thing_kind::task) {
    what.kind = warning_kind::never_awaited;
    what.what = fmt::format(said::warnings::never_ran, name);
    what.advice = said::warnings::await_it;
  } else {
    what.kind = warning_kind::abandoned;
    what.what = t.on == 0 ? fmt::format(said::warnings::destroyed, name)
                          : fmt::format(said::warnings::destroyed_waiting, name,
                                        called(at.before, t.process, t.on, 12));
    what.advice = said::warnings::cancel_first;
  }
  keep(at, t, std::move(what), 0);
}

/// Whoever waits for it is told of, unless it is destroyed at once, too.
void lost_tasks::lose_operation(const moment& at) {
  const auto& tasks = at.before.now().tasks;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const task_record& t = tasks[i];
    if (t.self == 0 || t.process != at.e.process || t.on != at.e.subject ||
        is_over(t.state) || t.state == task_state::running) {
      continue;
    }
    finding what;
    what.kind = warning_kind::never_resumed;
    what.what = fmt::format(said::warnings::waits_for_gone,
                            called(at.before, t.process, t.self),
                            called(at.before, t.process, t.on));
    what.advice = said::warnings::resume_waiters;
    keep(at, t, std::move(what), at.e.subject);
  }
}

void lost_tasks::take_end(const moment& at) {
  const std::uint16_t process = at.e.process;
  const id self = at.e.subject;
  if (trace::space_of(self) == id_space::process) {
    std::erase_if(lost_,
                  [&](const loss& l) { return l.what.process == process; });
  } else if (trace::space_of(self) == id_space::descriptor ||
             trace::space_of(self) == id_space::thread) {
    std::erase_if(lost_, [&](const loss& l) {
      return l.what.process == process &&
             (l.loop == self || (l.loop == 0 && l.thread == self));
    });
  } else if (at.is(event_kind::end, trace::end_how::abandoned)) {
    const task_record* t = at.before.task(process, self);
    if (t != nullptr && !is_over(t->state)) {
      lose_task(at, *t);
    } else if (t == nullptr) {
      lose_operation(at);
    }
  }
  has_run(at.e);
}

template <class Goes>
void lost_tasks::confirm(const fold& now, Goes goes_on) {
  const auto settled = [&](loss& l) {
    if (!goes_on(l)) {
      return false;
    }
    const task_record* t = now.task(l.what.process, l.what.subject);
    const bool still = l.waits_on == 0 || (t != nullptr && t->on == l.waits_on);
    if (still) {
      to_.report(std::move(l.what));
    }
    return true;
  };
  std::erase_if(lost_, settled);
}

void lost_tasks::take(const moment& at) {
  const trace::entry& e = at.e;
  switch (e.kind) {
    case event_kind::create:
      if (static_cast<thing_kind>(e.sub) == thing_kind::task) {
        never_ran_.put(thing_key(e.process, e.subject), 1);
      }
      return;
    case event_kind::end:
      return take_end(at);
    case event_kind::poll:
      if (!lost_.empty() && at.is(event_kind::poll, trace::poll_phase::begin)) {
        confirm(at.before, [&](const loss& l) {
          return l.loop == e.subject && l.what.process == e.process;
        });
      }
      return;
    default:
      has_run(e);
      if (!lost_.empty() && e.kind == event_kind::run) {
        confirm(at.before, [&](const loss& l) {
          return l.loop == 0 && l.thread == e.thread &&
                 l.what.process == e.process;
        });
      }
      return;
  }
}

}  // namespace

std::unique_ptr<watcher> watch_lost_tasks(findings& to, const warning_limits&) {
  return std::make_unique<lost_tasks>(to);
}

}  // namespace looplab::model
