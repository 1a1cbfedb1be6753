// SPDX-License-Identifier: BSL-1.0
//
// Chooses what to tell by the kind of the entry, and fits it into two lines:
// names get shorter until what happened fits; what else does not fit is left
// out whole, never cut in the middle of a sentence.
#include "visualizer/model/narrate.hpp"

#include <fmt/format.h>

#include <optional>

#include "visualizer/model/said.hpp"
#include "visualizer/model/telling.hpp"

namespace looplab::model {

using trace::event_kind;

namespace {

telling tell(const scene& s) {
  switch (s.e.kind) {
    case event_kind::gap:
      return tell_gap(s);
    case event_kind::create:
      return tell_create(s);
    case event_kind::end:
      return tell_end(s);
    case event_kind::run:
      return tell_run(s);
    case event_kind::stop:
      return tell_stop(s);
    case event_kind::wake:
      return tell_wake(s);
    case event_kind::start:
      return tell_start(s);
    case event_kind::done:
      return tell_done(s);
    case event_kind::act:
      return tell_act(s);
    case event_kind::poll:
      return tell_poll(s);
    case event_kind::ready:
      return tell_ready(s);
    case event_kind::value:
      return tell_value(s);
    case event_kind::note:
      return tell_note(s);
    case event_kind::gate:
      return tell_gate(s);
  }
  return {};
}

/// Adds a sentence if the line still has room for it.
bool add(std::string& line, const std::string& sentence) {
  const std::size_t gap = line.empty() ? 0 : 1;
  if (sentence.empty() ||
      width_of(line) + gap + width_of(sentence) > narration_columns) {
    return false;
  }
  line += line.empty() ? sentence : " " + sentence;
  return true;
}

/// What happened always fits: a name loses letters before a sentence does, and
/// descriptors lose their names.
telling tell_briefly(const fold& after, const trace::entry& e) {
  std::size_t most = most_of_a_name;
  telling told = tell({after, e, most});
  while (width_of(told.deed) >= narration_columns && most >= least_of_a_name) {
    told = tell({after, e, --most});
  }
  return told;
}

narration fitted(const telling& t) {
  narration told;
  std::string left;
  if (t.so.empty() ||
      !add(told.what, fmt::format(said::whole_with_so, t.deed, t.so))) {
    told.what = shortened(fmt::format(said::whole, t.deed), narration_columns);
    left = t.so.empty() ? "" : fmt::format(said::so_alone, t.so);
  }
  add(told.next, left);
  const std::string next =
      t.next.empty() ? "" : fmt::format(said::what_next, t.next);
  // What comes next matters more than what is merely worth knowing.
  const std::size_t both =
      width_of(told.next) + width_of(t.aside) + width_of(next) + 2;
  if (next.empty() || both <= narration_columns) {
    add(told.next, t.aside);
  }
  add(told.next, next);
  return told;
}

/// "server.cpp:31 handle_client", "" where the place is not known.
std::string where(const fold& from, const trace::entry& e) {
  const std::string line = line_of_place(from.events(), e.place);
  return line.empty()
             ? line
             : fmt::format(
                   "{} {}", line,
                   shortened(from.events().at(e.place).frames.front().function,
                             40));
}

std::optional<trace::entry> last_entry(const fold& after) {
  const std::size_t at = after.now().position;
  return at == 0 ? std::nullopt : std::optional(after.events()[at - 1]);
}

}  // namespace

narration narrate(const fold& after) {
  const auto e = last_entry(after);
  if (!e) {
    return {said::nothing_yet, ""};
  }
  return fitted(tell_briefly(after, *e));
}

std::string one_line(const fold& after) {
  const auto e = last_entry(after);
  if (!e) {
    return "";
  }
  const std::int64_t ns = e->t_ns - after.events()[0].t_ns;
  std::string line =
      fmt::format(said::since_start, ns / 1'000'000, ns / 1'000 % 1'000);
  const facts& now = after.now();
  const loop_record* loop = after.loop_of_thread(e->process, e->thread);
  if (loop != nullptr && loop->is_loop() && loop->turn > 0) {
    line += fmt::format(said::in_turn, loop->turn);
  } else if (now.shown_loop != no_slot) {
    line.append(width_of(fmt::format(said::in_turn, 0)), ' ');
  }
  const auto& processes = after.events().processes();
  if (processes.size() > 1 && e->process < processes.size()) {
    line += fmt::format("[{} {}] ", processes[e->process].name,
                        processes[e->process].pid);
  }
  line += tell({after, *e}).deed;
  if (const std::string place = where(after, *e); !place.empty()) {
    line += fmt::format("  ({})", place);
  }
  return printable(line);
}

}  // namespace looplab::model
