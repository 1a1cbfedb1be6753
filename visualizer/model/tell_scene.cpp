// SPDX-License-Identifier: BSL-1.0
//
// Who did it, who is next, and the small kinds of entry.
#include <fmt/format.h>

#include <algorithm>

#include "visualizer/model/said.hpp"
#include "visualizer/model/telling.hpp"

namespace looplab::model {

namespace {

struct in_line {
  std::size_t count = 0;
  std::string first;
};

in_line line_of(const scene& s) {
  const facts& now = s.now.now();
  in_line found;
  std::uint64_t best = 0;
  const auto consider = [&](std::uint64_t order, id self) {
    ++found.count;
    if (best == 0 || order < best) {
      best = order;
      found.first = s.name(self);
    }
  };
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    const task_record& t = now.tasks[i];
    if (t.self != 0 && t.state == task_state::ready &&
        t.process == s.e.process && t.thread == s.e.thread) {
      consider(t.in_line, t.self);
    }
  }
  if (!now.processes[s.e.process].has_tasks) {
    const loop_record* loop = s.now.loop_of_thread(s.e.process, s.e.thread);
    for (std::size_t i = 0; i < now.descriptors.size(); ++i) {
      const descriptor_record& d = now.descriptors[i];
      if (loop != nullptr && d.self != 0 && d.state == task_state::ready &&
          d.process == s.e.process && d.loop == loop->self) {
        consider(d.in_line, d.self);
      }
    }
  }
  return found;
}

}  // namespace

bool scene::on_loop() const {
  const loop_record* loop = now.loop_of_thread(e.process, e.thread);
  return loop != nullptr && loop->is_loop();
}

std::string scene::who() const {
  const task_record* thread = now.task(e.process, e.thread);
  if (thread == nullptr) {
    return e.thread != 0 ? name(e.thread) : said::names::the_program;
  }
  if (thread->running != no_slot) {
    return task_name(now, now.now().tasks[thread->running], most);
  }
  return on_loop() ? said::names::the_loop : task_name(now, *thread, most);
}

std::string scene::who_first() const {
  return said::at_head(who());
}

std::string scene::next_in_line() const {
  return line_of(*this).first;
}

std::size_t scene::how_many_in_line() const {
  return line_of(*this).count;
}

std::string scene::after_this_task() const {
  if (!on_loop()) {
    return "";
  }
  const std::string first = next_in_line();
  return first.empty() ? said::tasks::loop_asks
                       : fmt::format(said::tasks::first_runs, first);
}

const descriptor_record* scene::descriptor() const {
  return now.descriptor(e.process, e.subject);
}

std::int64_t error_number(std::int64_t result) {
  return -std::max(result, -trace::latest_ns);
}

std::string failure(std::int64_t result) {
  const std::int64_t number = error_number(result);
  const std::string_view meaning = errno_meaning(number);
  return meaning.empty() ? errno_name(number)
                         : fmt::format(said::errors::with_meaning,
                                       errno_name(number), meaning);
}

telling tell_value(const scene& s) {
  return {fmt::format(said::notes::value, s.subject(),
                      short_name(s.now.events().text(s.e.text), 24), s.e.arg),
          "", "", ""};
}

telling tell_note(const scene& s) {
  const std::string_view text = s.now.events().text(s.e.text);
  if (static_cast<trace::note_kind>(s.e.sub) == trace::note_kind::name) {
    const task_record* thread = s.now.task(s.e.process, s.e.thread);
    const bool own = thread != nullptr && thread->running != no_slot &&
                     s.now.now().tasks[thread->running].self == s.e.subject;
    const std::string plain = s.e.subject == s.e.thread
                                  ? said::names::this_thread
                              : own ? said::names::this_task
                                    : unnamed(s.now, s.e.process, s.e.subject);
    return {fmt::format(said::notes::named, plain, short_name(text, 24)), "",
            said::notes::given_name, ""};
  }
  return {fmt::format(said::notes::says, s.subject(), shortened(text, 48)), "",
          "", ""};
}

telling tell_gate(const scene& s) {
  const auto phase = static_cast<trace::gate_phase>(s.e.sub);
  if (phase == trace::gate_phase::held) {
    return {fmt::format(said::notes::held, s.who_first()),
            said::notes::stands_still, said::notes::clock_goes_on, ""};
  }
  return {fmt::format(said::notes::let_go, s.who_first()), said::notes::goes_on,
          "", ""};
}

telling tell_gap(const scene& s) {
  return {fmt::format(said::notes::lost, counted(s.e.arg, said::names::event),
                      s.name(s.e.thread), said::were(s.e.arg)),
          said::notes::not_known, said::notes::right_again, ""};
}

}  // namespace looplab::model
