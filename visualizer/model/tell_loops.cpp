// SPDX-License-Identifier: BSL-1.0
//
// Loops, timers and operations in sentences.
#include <fmt/format.h>

#include "visualizer/model/narrate.hpp"
#include "visualizer/model/telling.hpp"
#include "visualizer/model/times.hpp"

namespace looplab::model {

using trace::id_space;
using trace::poll_phase;
using trace::verb;

namespace {

std::string poller(const scene& s) {
  return s.on_loop() ? "The loop" : s.who_first();
}

std::string at_most(std::int64_t timeout_ms) {
  return timeout_ms < 0
             ? "until something happens"
             : fmt::format("for {} at most", duration(ns_of_ms(timeout_ms)));
}

/// An epoll descriptor says what is ready, a ring what is done. A ring is
/// known by its name: nothing else of it passes through a call.
bool is_ring(const scene& s) {
  const descriptor_record* d = s.now.descriptor(s.e.process, s.e.subject);
  return d != nullptr && s.now.events().text(d->name) == "ring";
}

telling tell_poll_begin(const scene& s) {
  const loop_record* l = s.now.loop(s.e.process, s.e.subject);
  const std::string asked =
      l != nullptr && trace::space_of(l->self) == id_space::descriptor
          ? fmt::format("asks {} what is ready", s.name(l->self))
          : std::string("asks the kernel what is ready");
  if (is_ring(s) && s.e.arg != 0) {
    return {fmt::format("{} hands over what was begun, and sleeps if nothing "
                        "is done",
                        poller(s)),
            "", fmt::format("Asleep {}, at 0 % CPU.", at_most(s.e.arg)), ""};
  }
  if (s.e.arg == 0) {
    return {fmt::format("{} {}, without waiting", poller(s), asked), "", "",
            "the answer, at once"};
  }
  return {fmt::format("{} {}, and sleeps if nothing is", poller(s), asked), "",
          fmt::format("Asleep {}, at 0 % CPU.", at_most(s.e.arg)), ""};
}

/// What a poll says of itself when it comes back: one that was not to wait has
/// not slept, however long the call took.
std::string comes_back(const scene& s, const loop_record* l) {
  if (l != nullptr && l->timeout_ms == 0) {
    return fmt::format("{} is told at once", poller(s));
  }
  return l != nullptr && l->slept_ns > 0
             ? fmt::format("{} wakes after {}", poller(s),
                           duration(l->slept_ns))
             : poller(s) + " wakes";
}

telling tell_nothing_ready(const scene& s, const loop_record* l,
                           const std::string& turn) {
  const std::string next = s.on_loop() ? "it looks at its timers" : "";
  const std::string nothing =
      comes_back(s, l) +
      (is_ring(s) ? ": nothing is done" : ": nothing is ready");
  if (l != nullptr && l->timeout_ms > 0) {
    return {nothing + ", its time was up", turn, "", next};
  }
  return {nothing, turn,
          l != nullptr && l->timeout_ms == 0 ? "It did not wait at all." : "",
          next};
}

telling tell_poll_end(const scene& s) {
  const loop_record* l = s.now.loop(s.e.process, s.e.subject);
  const std::string back = comes_back(s, l);
  const std::string turn = l != nullptr && l->is_loop()
                               ? fmt::format("turn {} begins", l->turn)
                               : "";
  if (s.e.arg < 0) {
    constexpr std::int64_t interrupted = -4;  // -EINTR
    return {fmt::format("{}: {}", back, failure(s.e.arg)), turn, "",
            s.e.arg == interrupted
                ? "it looks what the signal was about and asks again"
                : ""};
  }
  if (s.e.arg == 0) {
    return tell_nothing_ready(s, l, turn);
  }
  const bool ring = is_ring(s);
  const std::string count =
      fmt::format("{} {}{}", s.e.arg, ring ? "operation" : "descriptor",
                  s.e.arg == 1 ? " is" : "s are");
  return {fmt::format("{}: {} {}", back, count, ring ? "done" : "ready"), turn,
          "", "it looks which"};
}

}  // namespace

telling tell_poll(const scene& s) {
  return static_cast<poll_phase>(s.e.sub) == poll_phase::begin
             ? tell_poll_begin(s)
             : tell_poll_end(s);
}

telling tell_ready(const scene& s) {
  const std::string how = readiness_words(s.e.sub);
  const fold& now = s.now;
  id which = s.e.subject;
  if (which == 0) {
    const descriptor_record* d = now.reported(s.e);
    if (d == nullptr) {
      return {fmt::format("The kernel says that token {:#x} is {}",
                          static_cast<std::uint64_t>(s.e.arg), how),
              "", "Which descriptor that is was said before we watched.", ""};
    }
    which = d->self;
  }
  const descriptor_record* d = now.descriptor(s.e.process, which);
  telling t;
  t.deed = fmt::format("The kernel says that {} is {}", s.name(which), how);
  if (d != nullptr && d->task != 0) {
    t.aside = "Ready is not read: nothing has moved.";
    t.next = fmt::format("{} gets in line", s.name(d->task));
    return t;
  }
  if ((s.e.sub & trace::readable) != 0) {
    t.so = "a read will not have to wait";
    t.aside = "Nothing has moved yet: ready is not read.";
  } else {
    t.so = (s.e.sub & trace::writable) != 0
               ? "a write will not have to wait"
               : "the next call on it will say why";
  }
  return t;
}

namespace {

/// "A timer of client 2"; one that nobody is known to have stands for itself.
std::string timer_name(const scene& s, const thing_record* r,
                       std::string_view article) {
  const bool own = s.now.task(s.e.process, s.e.subject) != nullptr;
  const id owner = r != nullptr && r->owner != 0 ? r->owner
                   : own                         ? s.e.subject
                                                 : 0;
  return owner != 0 ? fmt::format("{} timer of {}", article, s.name(owner))
         : r != nullptr
             ? s.subject()
             : fmt::format("timer {}", s.e.subject & ~trace::id_space_mask);
}

/// What an error means stands in the second line where the first is full.
telling tell_failed(const scene& s, const std::string& what, std::string next) {
  telling t{fmt::format("{}: {}", what, failure(s.e.arg)), "", "",
            std::move(next)};
  if (width_of(t.deed) >= narration_columns) {
    const std::int64_t number = error_number(s.e.arg);
    t.deed = fmt::format("{}: {}", what, errno_name(number));
    t.aside = fmt::format("{}: {}.", errno_name(number), errno_meaning(number));
  }
  return t;
}

}  // namespace

telling tell_start(const scene& s) {
  if (static_cast<verb>(s.e.sub) == verb::arm) {
    const thing_record* r = s.now.thing(s.e.process, s.e.subject);
    const std::int64_t left = as_moment(s.e.arg) - s.e.t_ns;
    return {fmt::format("{} is set: it is due {}", timer_name(s, r, "A"),
                        left > 0 ? "in " + duration(left) : "already"),
            "", "No thread waits for it: the loop sleeps no longer than that.",
            ""};
  }
  return {fmt::format("{} starts {}{}", s.who_first(), s.subject(),
                      s.e.ref != 0 ? " on " + s.name(s.e.ref) : ""),
          "it need not wait for it", "", "somebody is told when it is done"};
}

telling tell_done(const scene& s) {
  const thing_record* r = s.now.thing(s.e.process, s.e.subject);
  if (static_cast<verb>(s.e.sub) == verb::arm) {
    const std::string timer = timer_name(s, r, "The");
    if (s.e.arg < 0) {
      return tell_failed(s, timer + " is off", "");
    }
    const std::int64_t late =
        r != nullptr && r->deadline_ns != 0 ? s.e.t_ns - r->deadline_ns : 0;
    return {fmt::format("{} is due", timer), "",
            late > 0
                ? fmt::format("It is seen {} late: a timer is never early.",
                              duration(late))
                : "",
            fmt::format("{} gets in line, or a new time",
                        r != nullptr && r->owner != 0 ? s.name(r->owner)
                                                      : s.subject())};
  }
  const bool on_descriptor =
      r != nullptr && trace::space_of(r->owner) == id_space::descriptor;
  const std::string what =
      s.subject() + (on_descriptor ? " on " + s.name(r->owner) : "");
  if (s.e.arg < 0) {
    return tell_failed(s, what, "whoever waits for it is told");
  }
  return {fmt::format("{} is done: its result is {}", what, s.e.arg), "", "",
          "whoever waits for it is told"};
}

}  // namespace looplab::model
