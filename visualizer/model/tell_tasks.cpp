// SPDX-License-Identifier: BSL-1.0
//
// Tasks and threads in sentences: born, in line, running, waiting.
#include <fmt/format.h>

#include "visualizer/model/said.hpp"
#include "visualizer/model/telling.hpp"

namespace looplab::model {

using trace::id_space;
using trace::thing_kind;
using trace::wait_why;

namespace {

bool is_thread(const scene& s) {
  return trace::space_of(s.e.subject) == id_space::thread;
}

/// The kernel gives a process's first thread the process's own number.
bool is_first_thread(const scene& s) {
  const auto& known = s.now.events().processes();
  return s.e.process < known.size() &&
         trace::thread_id_of(known[s.e.process].pid) == s.e.subject;
}

bool waits(task_state s) {
  return s == task_state::waits_io || s == task_state::waits_timer ||
         s == task_state::waits_lock;
}

/// "It waited 41 ms." for whoever has just left a state.
std::string waited(const task_record& t) {
  if (t.waited_ns <= 0) {
    return "";
  }
  if (t.before == task_state::ready) {
    return fmt::format(said::tasks::stood_in_line, duration(t.waited_ns));
  }
  return waits(t.before)
             ? fmt::format(said::tasks::waited, duration(t.waited_ns))
             : "";
}

/// The last words of somebody, or of his thread, may come when he is gone.
telling tell_too_late(const scene& s, const std::string& said_to) {
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  return {
      fmt::format(said::tasks::too_late, said_to,
                  t != nullptr && is_over(t->state) ? said::tasks::it
                                                    : said::tasks::its_thread),
      "", "", ""};
}

/// A task that was made and waits at once has not held its thread.
bool was_running(const scene& s) {
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  return t == nullptr || t->before != task_state::fresh;
}

telling tell_descriptor_made(const scene& s) {
  const std::string what(s.now.events().text(s.e.text));
  const std::string kind = said::with_article(
      what.empty() ? said::tasks::some_descriptor : short_name(what, 16));
  const auto number = trace::descriptor_of(s.e.subject);
  return {
      s.e.ref != 0
          ? fmt::format(said::tasks::made_from, number, kind, s.name(s.e.ref))
          : fmt::format(said::tasks::opens, s.who_first(), kind, number),
      "", said::tasks::number_is_handle, ""};
}

std::string wants(const scene& s) {
  const thing_record* lock = s.now.thing(s.e.process, s.e.ref);
  return lock != nullptr && lock->holder != 0
             ? fmt::format(said::waits::wants_held, s.name(s.e.ref),
                           s.name(lock->holder))
             : fmt::format(said::waits::wants, s.name(s.e.ref));
}

/// A channel keeps what is sent until it is taken; one without room keeps
/// nothing, and who comes first waits there for the other.
std::string at_channel(const scene& s, bool sends) {
  const thing_record* channel = s.now.thing(s.e.process, s.e.ref);
  const std::string on = s.name(s.e.ref);
  if (channel != nullptr && channel->meets) {
    return sends ? fmt::format(said::waits::to_hand_over, on)
                 : fmt::format(said::waits::to_be_handed, on);
  }
  return sends ? fmt::format(said::waits::to_send, on)
               : fmt::format(said::waits::to_receive, on);
}

/// What a stop says of its reason, as the middle of a sentence.
std::string reason(const scene& s) {
  const std::string on = s.name(s.e.ref);
  switch (static_cast<wait_why>(s.e.sub)) {
    case wait_why::yield:
      return said::waits::yields;
    case wait_why::await:
      return s.e.ref != 0 ? fmt::format(said::waits::awaits, on)
                          : said::waits::awaits_result;
    case wait_why::lock:
      return wants(s);
    case wait_why::condition:
      return fmt::format(said::waits::for_notice, on);
    case wait_why::channel_full:
      return at_channel(s, true);
    case wait_why::channel_empty:
      return at_channel(s, false);
    case wait_why::io:
      return s.e.ref != 0 ? fmt::format(said::waits::for_thing, on)
                          : said::waits::for_io;
    case wait_why::sleep:
      return s.e.arg > 0
                 ? fmt::format(said::waits::sleeps_for, duration(s.e.arg))
                 : said::waits::sleeps;
    case wait_why::join:
      return s.e.ref != 0 ? fmt::format(said::waits::for_end, on)
                          : said::waits::for_any_end;
    case wait_why::idle:
      return said::waits::idles;
    case wait_why::finished:
      return said::waits::finished;
    case wait_why::signal:
      return said::waits::for_signal;
    case wait_why::none:
      break;
  }
  return said::waits::stops;
}

std::string is_run(const scene& s, const std::string& name) {
  if (s.e.ref == 0) {
    return s.on_loop() ? fmt::format(said::tasks::loop_runs, name)
                       : fmt::format(said::tasks::thread_runs, name);
  }
  const std::string cause = s.name(s.e.ref);
  return s.on_loop() ? fmt::format(said::tasks::loop_runs_for, name, cause)
                     : fmt::format(said::tasks::thread_runs_for, name, cause);
}

}  // namespace

telling tell_create(const scene& s) {
  switch (static_cast<thing_kind>(s.e.sub)) {
    case thing_kind::thread:
      if (is_first_thread(s)) {
        return {fmt::format(said::tasks::thread_starts, s.subject()), "", "",
                said::tasks::next_from_beginning};
      }
      return {fmt::format(said::tasks::new_thread, s.subject()), "",
              said::tasks::own_stack, ""};
    case thing_kind::task:
    case thing_kind::callback:
      return {fmt::format(said::tasks::new_task, s.subject()),
              said::tasks::own_lane, said::tasks::runs_when_ready, ""};
    case thing_kind::descriptor:
      return tell_descriptor_made(s);
    default:
      return {fmt::format(said::tasks::makes, s.who_first(), s.subject()), "",
              "", ""};
  }
}

telling tell_run(const scene& s) {
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  const std::string name = s.subject();
  if (t == nullptr) {
    return {fmt::format(said::tasks::runs, name), "", "", ""};
  }
  if (t->state != task_state::running || t->since_ns != s.e.t_ns) {
    return tell_too_late(s, fmt::format(said::tasks::said_to_run, name));
  }
  if (waits(t->before)) {
    const std::string over =
        s.e.ref != 0 ? fmt::format(said::tasks::wait_for_over, s.name(s.e.ref))
                     : said::tasks::wait_over;
    if (t->kind == thing_kind::callback) {
      return {fmt::format(said::tasks::runs_after, name, over), "", waited(*t),
              said::tasks::next_until_return};
    }
    return {fmt::format(said::tasks::runs_again, name, over), "", waited(*t),
            is_thread(s) ? said::tasks::next_call_returns
                         : said::tasks::next_code_goes_on};
  }
  if (is_thread(s)) {
    return {fmt::format(said::tasks::runs, name), "", "",
            said::tasks::next_until_wait};
  }
  const std::size_t others = s.how_many_in_line();
  std::string line = waited(*t);
  if (others > 0) {
    line = fmt::format(said::tasks::ready_too,
                       others == 1 ? s.next_in_line()
                                   : fmt::format(said::tasks::others, others),
                       said::are(static_cast<std::int64_t>(others)));
  }
  return {is_run(s, name), "", line,
          others > 0 ? said::tasks::next_code : said::tasks::next_until_either};
}

telling tell_stop(const scene& s) {
  telling t;
  const auto why = static_cast<wait_why>(s.e.sub);
  const task_record* who = s.now.task(s.e.process, s.e.subject);
  if (who != nullptr && is_over(who->state) && why != wait_why::finished) {
    return tell_too_late(s,
                         fmt::format(said::tasks::said_to_stop, s.subject()));
  }
  t.deed = fmt::format(said::tasks::does, s.subject(), reason(s));
  if (is_thread(s)) {
    if (why != wait_why::yield && why != wait_why::finished &&
        why != wait_why::none) {
      t.so = said::tasks::thread_sleeps;
      t.aside = said::tasks::uses_no_cpu;
    }
    return t;
  }
  if (why == wait_why::yield) {
    t.so = said::tasks::goes_to_end;
  } else if (why != wait_why::finished && was_running(s)) {
    t.so = said::tasks::thread_is_free;
  }
  t.next = s.after_this_task();
  return t;
}

telling tell_wake(const scene& s) {
  const std::string name = s.subject();
  if (is_thread(s)) {
    return {fmt::format(said::tasks::wakes, s.who_first(), name),
            said::tasks::kernel_may_run, "", ""};
  }
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  if (t != nullptr && is_over(t->state)) {
    return tell_too_late(s, fmt::format(said::tasks::said_to_be_ready, name));
  }
  if (t != nullptr && t->state == task_state::running) {
    return {fmt::format(said::tasks::more_to_do, name), said::tasks::once_more,
            "", ""};
  }
  telling told;
  if (s.e.ref == s.e.subject) {
    told.deed = fmt::format(said::tasks::time_has_come, name);
  } else if (trace::space_of(s.e.ref) == id_space::descriptor) {
    told.deed =
        fmt::format(said::tasks::ready_so_in_line, s.name(s.e.ref), name);
  } else if (const thing_record* cause = s.now.thing(s.e.process, s.e.ref);
             cause != nullptr && cause->kind == trace::thing_kind::op) {
    told.deed =
        fmt::format(said::tasks::done_so_in_line, s.name(s.e.ref), name);
  } else if (s.e.ref != 0) {
    told = {fmt::format(said::tasks::wakes, s.name(s.e.ref), name),
            said::tasks::it_is_put_in_line, "", ""};
  } else {
    told = {fmt::format(said::tasks::put_in_line, name),
            said::tasks::runs_in_turn, "", ""};
  }
  if (t == nullptr || t->thread != s.e.thread) {
    return told;  // it stands in another thread's line
  }
  const std::size_t count = s.how_many_in_line();
  told.aside = count > 1 ? fmt::format(said::tasks::many_in_line, count)
                         : said::tasks::alone_in_line;
  told.next = s.next_in_line().empty()
                  ? ""
                  : fmt::format(said::tasks::runs_first, s.next_in_line());
  return told;
}

}  // namespace looplab::model
