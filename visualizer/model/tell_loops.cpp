// SPDX-License-Identifier: BSL-1.0
//
// Loops, timers and operations in sentences.
#include <fmt/format.h>

#include "visualizer/model/narrate.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/telling.hpp"
#include "visualizer/model/times.hpp"

namespace looplab::model {

using trace::id_space;
using trace::poll_phase;
using trace::verb;

namespace {

std::string poller(const scene& s) {
  return s.on_loop() ? said::at_head(said::names::the_loop) : s.who_first();
}

std::string asleep(std::int64_t timeout_ms) {
  return timeout_ms < 0 ? said::loops::asleep
                        : fmt::format(said::loops::asleep_at_most,
                                      duration(ns_of_ms(timeout_ms)));
}

/// An epoll descriptor says what is ready, a ring what is done. A ring is
/// known by its name: nothing else of it passes through a call.
bool is_ring(const scene& s) {
  const descriptor_record* d = s.now.descriptor(s.e.process, s.e.subject);
  return d != nullptr && s.now.events().text(d->name) == "ring";
}

telling tell_poll_begin(const scene& s) {
  const loop_record* l = s.now.loop(s.e.process, s.e.subject);
  const std::string whom =
      l != nullptr && trace::space_of(l->self) == id_space::descriptor
          ? s.name(l->self)
          : said::names::the_kernel;
  if (is_ring(s) && s.e.arg != 0) {
    return {fmt::format(said::loops::hands_over, poller(s)), "",
            asleep(s.e.arg), ""};
  }
  if (s.e.arg == 0) {
    return {fmt::format(said::loops::asks_at_once, poller(s), whom), "", "",
            said::loops::next_answer};
  }
  return {fmt::format(said::loops::asks, poller(s), whom), "", asleep(s.e.arg),
          ""};
}

/// What a poll says of itself when it comes back: one that was not to wait has
/// not slept, however long the call took.
std::string comes_back(const scene& s, const loop_record* l) {
  if (l != nullptr && l->timeout_ms == 0) {
    return fmt::format(said::loops::told_at_once, poller(s));
  }
  return l != nullptr && l->slept_ns > 0
             ? fmt::format(said::loops::wakes_after, poller(s),
                           duration(l->slept_ns))
             : fmt::format(said::loops::wakes, poller(s));
}

telling tell_nothing_ready(const scene& s, const loop_record* l,
                           const std::string& turn) {
  const std::string next = s.on_loop() ? said::loops::next_timers : "";
  const std::string back = comes_back(s, l);
  const std::string nothing =
      is_ring(s) ? fmt::format(said::loops::nothing_done, back)
                 : fmt::format(said::loops::nothing_ready, back);
  if (l != nullptr && l->timeout_ms > 0) {
    return {fmt::format(said::loops::time_was_up, nothing), turn, "", next};
  }
  return {nothing, turn,
          l != nullptr && l->timeout_ms == 0 ? said::loops::did_not_wait : "",
          next};
}

telling tell_poll_end(const scene& s) {
  const loop_record* l = s.now.loop(s.e.process, s.e.subject);
  const std::string back = comes_back(s, l);
  const std::string turn = l != nullptr && l->is_loop()
                               ? fmt::format(said::loops::turn_begins, l->turn)
                               : "";
  if (s.e.arg < 0) {
    constexpr std::int64_t interrupted = -4;  // -EINTR
    return {fmt::format(said::loops::back_with_error, back, failure(s.e.arg)),
            turn, "", s.e.arg == interrupted ? said::loops::next_signal : ""};
  }
  if (s.e.arg == 0) {
    return tell_nothing_ready(s, l, turn);
  }
  const char* const are = said::are(s.e.arg);
  return {is_ring(s)
              ? fmt::format(said::loops::some_done, back,
                            counted(s.e.arg, said::loops::operation), are)
              : fmt::format(said::loops::some_ready, back,
                            counted(s.e.arg, said::loops::descriptor), are),
          turn, "", said::loops::next_which};
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
      return {fmt::format(said::loops::token_is,
                          static_cast<std::uint64_t>(s.e.arg), how),
              "", said::loops::token_unknown, ""};
    }
    which = d->self;
  }
  const descriptor_record* d = now.descriptor(s.e.process, which);
  telling t;
  t.deed = fmt::format(said::loops::kernel_says, s.name(which), how);
  if (d != nullptr && d->task != 0) {
    t.aside = said::loops::ready_not_read;
    t.next = fmt::format(said::loops::next_in_line, s.name(d->task));
    return t;
  }
  if ((s.e.sub & trace::readable) != 0) {
    t.so = said::loops::read_goes;
    t.aside = said::loops::nothing_moved_yet;
  } else {
    t.so = (s.e.sub & trace::writable) != 0 ? said::loops::write_goes
                                            : said::loops::next_call_tells;
  }
  return t;
}

namespace {

/// "A timer of client 2"; one that nobody is known to have stands for itself.
std::string timer_name(const scene& s, const thing_record* r, bool known) {
  const bool own = s.now.task(s.e.process, s.e.subject) != nullptr;
  const id owner = r != nullptr && r->owner != 0 ? r->owner
                   : own                         ? s.e.subject
                                                 : 0;
  if (owner != 0) {
    return known ? fmt::format(said::loops::the_timer_of, s.name(owner))
                 : fmt::format(said::loops::a_timer_of, s.name(owner));
  }
  return r != nullptr ? s.subject()
                      : fmt::format(said::loops::timer_numbered,
                                    s.e.subject & ~trace::id_space_mask);
}

/// What an error means stands in the second line where the first is full.
telling tell_failed(const scene& s, const std::string& what, std::string next) {
  telling t{fmt::format(said::loops::failed, what, failure(s.e.arg)), "", "",
            std::move(next)};
  if (width_of(t.deed) >= narration_columns) {
    const std::int64_t number = error_number(s.e.arg);
    t.deed = fmt::format(said::loops::failed, what, errno_name(number));
    t.aside = fmt::format(said::errors::means, errno_name(number),
                          errno_meaning(number));
  }
  return t;
}

}  // namespace

telling tell_start(const scene& s) {
  if (static_cast<verb>(s.e.sub) == verb::arm) {
    const thing_record* r = s.now.thing(s.e.process, s.e.subject);
    const std::int64_t left = as_moment(s.e.arg) - s.e.t_ns;
    const std::string timer = timer_name(s, r, false);
    return {left > 0
                ? fmt::format(said::loops::timer_set, timer, duration(left))
                : fmt::format(said::loops::timer_set_late, timer),
            "", said::loops::no_thread_waits, ""};
  }
  return {s.e.ref != 0
              ? fmt::format(said::loops::starts_on, s.who_first(), s.subject(),
                            s.name(s.e.ref))
              : fmt::format(said::loops::starts, s.who_first(), s.subject()),
          said::loops::need_not_wait, "", said::loops::next_somebody_told};
}

telling tell_done(const scene& s) {
  const thing_record* r = s.now.thing(s.e.process, s.e.subject);
  if (static_cast<verb>(s.e.sub) == verb::arm) {
    const std::string timer = timer_name(s, r, true);
    if (s.e.arg < 0) {
      return tell_failed(s, fmt::format(said::loops::timer_off, timer), "");
    }
    const std::int64_t late =
        r != nullptr && r->deadline_ns != 0 ? s.e.t_ns - r->deadline_ns : 0;
    return {fmt::format(said::loops::timer_due, timer), "",
            late > 0 ? fmt::format(said::loops::seen_late, duration(late)) : "",
            fmt::format(said::loops::next_line_or_time,
                        r != nullptr && r->owner != 0 ? s.name(r->owner)
                                                      : s.subject())};
  }
  const bool on_descriptor =
      r != nullptr && trace::space_of(r->owner) == id_space::descriptor;
  const std::string what = on_descriptor
                               ? fmt::format(said::loops::operation_on,
                                             s.subject(), s.name(r->owner))
                               : s.subject();
  if (s.e.arg < 0) {
    return tell_failed(s, what, said::loops::waiter_told);
  }
  return {fmt::format(said::loops::done, what, s.e.arg), "", "",
          said::loops::waiter_told};
}

}  // namespace looplab::model
