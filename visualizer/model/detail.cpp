// SPDX-License-Identifier: BSL-1.0
//
// See detail.hpp.
#include "visualizer/model/detail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/present.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

why_link link_at(const life_change& c, const why_link& like) {
  why_link out;
  out.process = like.process;
  out.who = like.who;
  out.state = c.state;
  out.why = c.why;
  out.on = c.on;
  return out;
}

/// What a change did, from the stretch before it and itself.
std::string change_words(const fold& from, const life_change* before,
                         const life_change& is, const why_link& like) {
  const std::string does = waits_in_words(from, link_at(is, like));
  if (before == nullptr) {
    return does;
  }
  const std::string lasted = duration(is.at_ns - before->at_ns);
  if (before->state == task_state::running) {
    return fmt::format(said::past::ran_then, lasted, does);
  }
  if (is.state == task_state::running) {
    return before->state == task_state::ready
               ? fmt::format(said::past::runs_from_line, lasted)
           : before->state == task_state::fresh
               ? said::past::runs_first
               : fmt::format(said::past::runs_again, lasted);
  }
  if (is.state == task_state::ready && is.on != 0 && is.on != like.who) {
    return fmt::format(said::past::ready_for,
                       called(from, like.process, is.on));
  }
  return does;
}

void tell_past(detail& into, const timeline& time, const life& lived,
               const fold& now, const why_link& like) {
  const auto& all = lived.changes;
  const std::size_t most = std::min(all.size(), detail::most_changes);
  for (std::size_t i = all.size(); i > all.size() - most; --i) {
    const life_change& is = all[i - 1];
    past_change told;
    told.entry = is.entry;
    told.turn = time.turn_at(is.entry + 1);
    told.state = is.state;
    told.what = change_words(now, i > 1 ? &all[i - 2] : nullptr, is, like);
    told.where = line_of_place(now.events(), is.place);
    into.past.push_back(std::move(told));
  }
}

void tell_origin(detail& into, const timeline& time, const fold& now) {
  const trace::log& events = now.events();
  const task& who = into.who;
  if (who.parent != 0) {
    into.maker = called(now, who.process, who.parent);
  }
  into.born_turn = time.turn_at(who.born + 1);
  if (who.born < now.now().position) {
    into.born_where = line_of_place(events, events[who.born].place);
  }
  for (const trace::frame_line& frame : events.at(who.place).frames) {
    const std::string line = line_name(frame);
    if (!line.empty() || !frame.function.empty()) {
      into.stands_at.push_back(frame.function + (line.empty() ? "" : "  ") +
                               line);
    }
  }
}

void tell_waiters(detail& into, const fold& now) {
  for (const why_link& one : waiting_on(now, into.who.process, into.who.self)) {
    why_row row;
    row.who = one.who;
    row.process = one.process;
    row.state = one.state;
    row.name = called(now, one.process, one.who);
    row.after = " " + waits_in_words(now, one);
    into.waiters.push_back(std::move(row));
  }
}

}  // namespace

detail detail_of(const timeline& time, lives& memory, std::size_t cursor,
                 std::uint16_t process, id who, std::size_t line_columns) {
  detail out;
  const life lived = memory.of(cursor, process, who);
  const fold& now = time.moment(cursor);
  const std::optional<task> found = present_one(now, process, who);
  if (!found) {
    return out;
  }
  out.known = true;
  out.who = *found;
  out.chain = why(now, process, who);
  out.why = tell_why(now, out.chain);
  out.moral = moral_of(now, out.chain);
  if (out.chain.ends == chain_end::deadlock) {
    out.deadlock = deadlock_sentence(now, out.chain);
  }
  out.does = waits_in_words(now, out.chain.links.front());
  tell_origin(out, time, now);
  tell_waiters(out, now);
  if (!lived.changes.empty()) {
    out.for_ns = lived.until_ns - lived.changes.back().at_ns;
  }
  out.line = line_of(lived, line_columns);
  out.shares = shares_of(lived);
  out.whole = lived.whole;
  out.holds_left_out = lived.holds_left_out;
  out.runs = durations_of(lived, stretches::runs);
  out.in_line = durations_of(lived, stretches::in_line);
  out.waits = durations_of(lived, stretches::waits);
  tell_past(out, time, lived, now, out.chain.links.front());
  return out;
}

}  // namespace looplab::model
