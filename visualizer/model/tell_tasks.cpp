// SPDX-License-Identifier: BSL-1.0
//
// Tasks and threads in sentences: born, in line, running, waiting.
#include <fmt/format.h>

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
    return fmt::format("It stood in line for {}.", duration(t.waited_ns));
  }
  return waits(t.before) ? fmt::format("It waited {}.", duration(t.waited_ns))
                         : "";
}

/// The last words of somebody, or of his thread, may come when he is gone.
telling tell_too_late(const scene& s, std::string_view does) {
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  return {fmt::format("{} is said to {}, but {} has ended", s.subject(), does,
                      t != nullptr && is_over(t->state) ? "it" : "its thread"),
          "", "", ""};
}

/// A task that was made and waits at once has not held its thread.
bool was_running(const scene& s) {
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  return t == nullptr || t->before != task_state::fresh;
}

std::string_view article(std::string_view noun) {
  return std::string_view("aeiou").find(noun.front()) != std::string_view::npos
             ? "an"
             : "a";
}

telling tell_descriptor_made(const scene& s) {
  const std::string what(s.now.events().text(s.e.text));
  const std::string kind = what.empty() ? "descriptor" : short_name(what, 16);
  if (s.e.ref != 0) {
    return {fmt::format("fd {} is new: {} {} made from {}",
                        trace::descriptor_of(s.e.subject), article(kind), kind,
                        s.name(s.e.ref)),
            "", "The number is the program's handle for it in the kernel.", ""};
  }
  return {fmt::format("{} opens {} {}: it is fd {}", s.who_first(),
                      article(kind), kind, trace::descriptor_of(s.e.subject)),
          "", "The number is the program's handle for it in the kernel.", ""};
}

std::string locked_by(const scene& s) {
  const thing_record* lock = s.now.thing(s.e.process, s.e.ref);
  return lock != nullptr && lock->holder != 0
             ? fmt::format(", which {} holds", s.name(lock->holder))
             : "";
}

/// A channel keeps what is sent until it is taken; one without room keeps
/// nothing, and who comes first waits there for the other.
std::string at_channel(const scene& s, bool sends) {
  const thing_record* channel = s.now.thing(s.e.process, s.e.ref);
  const std::string on = s.name(s.e.ref);
  if (channel != nullptr && channel->meets) {
    return sends ? fmt::format(
                       "has something and waits at {} until it is taken", on)
                 : fmt::format("waits at {} until somebody sends", on);
  }
  return sends ? fmt::format("has something for {}, which is full", on)
               : fmt::format("wants something from {}, which is empty", on);
}

/// What a stop says of its reason, as the middle of a sentence.
std::string reason(const scene& s) {
  const std::string on = s.name(s.e.ref);
  switch (static_cast<wait_why>(s.e.sub)) {
    case wait_why::yield:
      return "lets the others go first";
    case wait_why::await:
      return s.e.ref != 0 ? "awaits " + on : std::string("awaits a result");
    case wait_why::lock:
      return fmt::format("wants {}{}", on, locked_by(s));
    case wait_why::condition:
      return "waits to be notified of " + on;
    case wait_why::channel_full:
      return at_channel(s, true);
    case wait_why::channel_empty:
      return at_channel(s, false);
    case wait_why::io:
      return s.e.ref != 0 ? "waits for " + on : std::string("waits for I/O");
    case wait_why::sleep:
      return s.e.arg > 0 ? fmt::format("sleeps {}", duration(s.e.arg))
                         : std::string("sleeps");
    case wait_why::join:
      return s.e.ref != 0 ? fmt::format("waits until {} ends", on)
                          : std::string("waits until another ends");
    case wait_why::idle:
      return "has nothing to do";
    case wait_why::finished:
      return "has finished";
    case wait_why::signal:
      return "waits for a signal";
    case wait_why::none:
      break;
  }
  return "stops";
}

}  // namespace

telling tell_create(const scene& s) {
  switch (static_cast<thing_kind>(s.e.sub)) {
    case thing_kind::thread:
      if (is_first_thread(s)) {
        return {fmt::format("{} starts, with one thread", s.subject()), "", "",
                "its code, from the beginning"};
      }
      return {fmt::format("{} starts as a new thread", s.subject()), "",
              "It has a stack of its own, and the kernel shares out the cores.",
              ""};
    case thing_kind::task:
    case thing_kind::callback:
      return {fmt::format("{} is a new task", s.subject()),
              "it has a lane of its own from now on",
              "It runs only when something makes it ready.", ""};
    case thing_kind::descriptor:
      return tell_descriptor_made(s);
    default:
      return {fmt::format("{} makes {}", s.who_first(), s.subject()), "", "",
              ""};
  }
}

telling tell_run(const scene& s) {
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  const std::string name = s.subject();
  if (t == nullptr) {
    return {name + " runs", "", "", ""};
  }
  if (t->state != task_state::running || t->since_ns != s.e.t_ns) {
    return tell_too_late(s, "run");
  }
  if (waits(t->before)) {
    const std::string over =
        s.e.ref != 0 ? fmt::format("its wait for {} is over", s.name(s.e.ref))
                     : std::string("its wait is over");
    if (t->kind == thing_kind::callback) {
      return {fmt::format("{} runs: {}", name, over), "", waited(*t),
              "its code, until it returns"};
    }
    return {fmt::format("{} runs again: {}", name, over), "", waited(*t),
            is_thread(s) ? "the call returns" : "its code goes on"};
  }
  if (is_thread(s)) {
    return {fmt::format("{} runs", name), "", "",
            "its code, until it has to wait"};
  }
  const std::size_t others = s.how_many_in_line();
  std::string line = waited(*t);
  if (others > 0) {
    line = fmt::format(
        "{} {} ready too, but one thread runs one task.",
        others == 1 ? s.next_in_line() : fmt::format("{} others", others),
        others == 1 ? "is" : "are");
  }
  const std::string cause =
      s.e.ref != 0 ? fmt::format(" because of {}", s.name(s.e.ref)) : "";
  return {
      fmt::format("{} runs {}{}", s.on_loop() ? "The loop" : "The thread", name,
                  cause),
      "", line,
      others > 0 ? "its code" : "its code, until it returns or has to wait"};
}

telling tell_stop(const scene& s) {
  telling t;
  const auto why = static_cast<wait_why>(s.e.sub);
  const task_record* who = s.now.task(s.e.process, s.e.subject);
  if (who != nullptr && is_over(who->state) && why != wait_why::finished) {
    return tell_too_late(s, "stop");
  }
  t.deed = fmt::format("{} {}", s.subject(), reason(s));
  if (is_thread(s)) {
    if (why != wait_why::yield && why != wait_why::finished &&
        why != wait_why::none) {
      t.so = "the whole thread sleeps";
      t.aside = "It uses no CPU, but it can do nothing else meanwhile.";
    }
    return t;
  }
  if (why == wait_why::yield) {
    t.so = "it goes to the end of the line";
  } else if (why != wait_why::finished && was_running(s)) {
    t.so = "the thread is free for others";
  }
  t.next = s.after_this_task();
  return t;
}

telling tell_wake(const scene& s) {
  const std::string name = s.subject();
  if (is_thread(s)) {
    return {fmt::format("{} wakes {}", s.who_first(), name),
            "the kernel may run it again", "", ""};
  }
  const task_record* t = s.now.task(s.e.process, s.e.subject);
  if (t != nullptr && is_over(t->state)) {
    return tell_too_late(s, "be ready");
  }
  if (t != nullptr && t->state == task_state::running) {
    return {fmt::format("{} is told that there is more to do", name),
            "it will run once more", "", ""};
  }
  telling told;
  const std::string line = fmt::format("{} is put in line", name);
  if (s.e.ref == s.e.subject) {
    told.deed =
        fmt::format("The time of {} has come, so it is put in line", name);
  } else if (trace::space_of(s.e.ref) == id_space::descriptor) {
    told.deed = fmt::format("{} is ready, so {}", s.name(s.e.ref), line);
  } else if (const thing_record* cause = s.now.thing(s.e.process, s.e.ref);
             cause != nullptr && cause->kind == trace::thing_kind::op) {
    told.deed = fmt::format("{} is done, so {}", s.name(s.e.ref), line);
  } else if (s.e.ref != 0) {
    told = {fmt::format("{} wakes {}", s.name(s.e.ref), name),
            "it is put in line", "", ""};
  } else {
    told = {line, "it runs when its turn comes", "", ""};
  }
  if (t == nullptr || t->thread != s.e.thread) {
    return told;  // it stands in another thread's line
  }
  const std::size_t count = s.how_many_in_line();
  told.aside = count > 1 ? fmt::format("{} are in line now.", count)
                         : "It is the only one in line.";
  told.next = s.next_in_line().empty()
                  ? ""
                  : fmt::format("{} runs first", s.next_in_line());
  return told;
}

}  // namespace looplab::model
