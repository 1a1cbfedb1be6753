// SPDX-License-Identifier: BSL-1.0
//
// Gathers, names and sorts. Costs as much as there is to show, not as much as
// has happened.
#include "visualizer/model/present.hpp"

#include <algorithm>
#include <tuple>

#include "visualizer/model/words.hpp"

namespace looplab::model {

using trace::thing_kind;

namespace {

task present_task(const fold& from, const task_record& r) {
  task t;
  t.self = r.self;
  t.process = r.process;
  t.kind = r.kind;
  t.name = task_name(from, r);
  t.state = r.state;
  t.why = r.why;
  t.on = r.on;
  t.parent = r.parent;
  t.thread = r.thread;
  t.place = r.place;
  t.since_ns = r.since_ns;
  t.born = r.born;
  return t;
}

task present_watched(const fold& from, const descriptor_record& r) {
  task t;
  t.self = r.self;
  t.process = r.process;
  t.kind = thing_kind::descriptor;
  t.name = descriptor_name(from, r);
  t.state = r.state;
  t.why = r.state == task_state::waits_io ? trace::wait_why::io
                                          : trace::wait_why::none;
  t.on = r.state == task_state::waits_io ? r.self : r.loop;
  t.parent = r.parent;
  t.thread = r.thread;
  t.place = r.place;
  t.since_ns = r.since_ns;
  t.born = r.born;
  return t;
}

descriptor present_descriptor(const fold& from, const descriptor_record& r) {
  descriptor d;
  d.self = r.self;
  d.process = r.process;
  d.name = from.events().text(r.name != 0 ? r.name : r.what);
  d.open = r.open;
  d.loop = r.interest != 0 ? r.loop : 0;
  d.interest = r.interest;
  d.token = r.token;
  const loop_record* l = from.loop(r.process, r.loop);
  d.ready = l != nullptr && l->turn == r.ready_turn ? r.ready : 0;
  d.task = r.task;
  return d;
}

std::vector<descriptor> present_descriptors(const fold& from) {
  const facts& now = from.now();
  std::vector<const descriptor_record*> kept;
  for (std::size_t i = 0; i < now.descriptors.size(); ++i) {
    const descriptor_record& r = now.descriptors[i];
    // Of several bearers of one number only the newest is shown.
    if (r.self != 0 && from.descriptor(r.process, r.self) == &r) {
      kept.push_back(&r);
    }
  }
  std::sort(kept.begin(), kept.end(), [](const auto* a, const auto* b) {
    return std::tie(a->process, a->self) < std::tie(b->process, b->self);
  });
  std::vector<descriptor> shown;
  shown.reserve(kept.size());
  for (const descriptor_record* r : kept) {
    shown.push_back(present_descriptor(from, *r));
  }
  return shown;
}

std::vector<timer> present_timers(const fold& from) {
  const facts& now = from.now();
  std::vector<timer> shown;
  for (std::size_t i = 0; i < now.things.size(); ++i) {
    const thing_record& r = now.things[i];
    if (r.self != 0 && r.pending && r.what == trace::verb::arm) {
      shown.push_back({r.self, r.process, thing_name(from, r), r.owner,
                       r.started_ns, r.deadline_ns});
    }
  }
  std::sort(shown.begin(), shown.end(), [](const timer& a, const timer& b) {
    return std::tie(a.deadline_ns, a.process, a.self) <
           std::tie(b.deadline_ns, b.process, b.self);
  });
  return shown;
}

/// Ids with the number by which they stand in line.
using line = std::vector<std::pair<std::uint64_t, id>>;

std::vector<id> in_order(line& ids) {
  std::sort(ids.begin(), ids.end());
  std::vector<id> sorted;
  sorted.reserve(ids.size());
  for (const auto& [order, self] : ids) {
    sorted.push_back(self);
  }
  return sorted;
}

void fill_from_descriptors(const facts& now, loop& l, line& waiting) {
  line woken;
  const bool tasks = now.processes[l.process].has_tasks;
  for (std::size_t i = 0; i < now.descriptors.size(); ++i) {
    const descriptor_record& d = now.descriptors[i];
    if (d.self == 0 || d.process != l.process || d.loop != l.self) {
      continue;
    }
    if (d.ready_turn == l.turn && d.in_line != 0 &&
        l.phase != loop_phase::asleep) {
      woken.emplace_back(d.in_line, d.self);
    }
    if (!tasks && d.state == task_state::ready) {
      waiting.emplace_back(d.in_line, d.self);
    }
    if (!tasks && d.state == task_state::running && d.thread == l.thread) {
      l.running = d.self;
    }
  }
  l.woken_by = in_order(woken);
}

void fill_from_tasks(const fold& from, loop& l, line& waiting) {
  const facts& now = from.now();
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    const task_record& t = now.tasks[i];
    if (t.self != 0 && t.state == task_state::ready && t.process == l.process &&
        t.thread == l.thread) {
      waiting.emplace_back(t.in_line, t.self);
    }
  }
  const task_record* thread = from.task(l.process, l.thread);
  if (thread != nullptr && thread->running != no_slot) {
    l.running = now.tasks[thread->running].self;
  }
}

loop present_loop(const fold& from, const loop_record& r) {
  loop l;
  l.self = r.self;
  l.process = r.process;
  l.thread = r.thread;
  l.phase = r.phase;
  l.turn = r.turn;
  l.slept_ns = r.slept_ns;
  l.timeout_ms = r.timeout_ms;
  l.woken_count = r.woken_count;
  l.over = from.now().processes[r.process].over;
  line waiting;
  fill_from_descriptors(from.now(), l, waiting);
  fill_from_tasks(from, l, waiting);
  l.in_line = in_order(waiting);
  return l;
}

/// Whose kernel side is shown where there is no loop: the first that lives.
std::uint16_t first_living(const facts& now) {
  const auto found =
      std::find_if(now.processes.begin(), now.processes.end(),
                   [](const process_record& p) { return !p.over; });
  return found == now.processes.end()
             ? std::uint16_t{0}
             : static_cast<std::uint16_t>(found - now.processes.begin());
}

}  // namespace

std::vector<lane_slot> lanes_of(const facts& now, whose chosen) {
  std::vector<std::pair<std::uint64_t, lane_slot>> found;
  for (std::uint32_t i = 0; i < now.tasks.size(); ++i) {
    const task_record& t = now.tasks[i];
    const bool thread = t.kind == thing_kind::thread;
    if (t.self != 0 && !(thread && t.hosts) && is_meant(chosen, t.process)) {
      // A thread may be known by the very entry that made its first task.
      found.push_back(
          {t.born * std::uint64_t{2} + (thread ? 0 : 1), {false, i}});
    }
  }
  for (std::uint32_t i = 0; i < now.descriptors.size(); ++i) {
    const descriptor_record& d = now.descriptors[i];
    if (d.self != 0 && d.lane && !now.processes[d.process].has_tasks &&
        is_meant(chosen, d.process)) {
      found.push_back({d.born * std::uint64_t{2} + 1, {true, i}});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.is_descriptor, a.second.slot) <
           std::tie(b.first, b.second.is_descriptor, b.second.slot);
  });
  std::vector<lane_slot> lanes;
  lanes.reserve(found.size());
  for (const auto& [order, lane] : found) {
    lanes.push_back(lane);
  }
  return lanes;
}

lane_moment moment_of(const facts& now, lane_slot lane) {
  if (lane.is_descriptor) {
    const descriptor_record& d = now.descriptors[lane.slot];
    return {d.born, d.state};
  }
  const task_record& t = now.tasks[lane.slot];
  return {t.born, t.state};
}

task present_lane(const fold& from, lane_slot lane) {
  const facts& now = from.now();
  return lane.is_descriptor ? present_watched(from, now.descriptors[lane.slot])
                            : present_task(from, now.tasks[lane.slot]);
}

std::optional<task> present_one(const fold& from, std::uint16_t process,
                                id self) {
  if (const task_record* t = from.task(process, self)) {
    return present_task(from, *t);
  }
  if (const descriptor_record* d = from.descriptor(process, self)) {
    return present_watched(from, *d);
  }
  return std::nullopt;
}

state present(const fold& from, whose chosen) {
  const facts& now = from.now();
  state s;
  s.cursor = now.position;
  s.t_ns = now.t_ns;
  s.lost = now.lost;
  for (std::size_t i = 0; i < now.processes.size(); ++i) {
    process p;
    if (i < from.events().processes().size()) {
      p.pid = from.events().processes()[i].pid;
      p.name = from.events().processes()[i].name;
    }
    p.held = now.processes[i].held != 0;
    p.over = now.processes[i].over;
    s.processes.push_back(std::move(p));
  }
  for (const lane_slot lane : lanes_of(now, chosen)) {
    s.tasks.push_back(present_lane(from, lane));
  }
  s.descriptors = present_descriptors(from);
  s.timers = present_timers(from);
  for (std::size_t i = 0; i < now.loops.size(); ++i) {
    s.loops.push_back(present_loop(from, now.loops[i]));
  }
  const std::uint32_t shown = loop_of(now, chosen);
  if (shown != no_slot) {
    s.main_loop = now.loops[shown].self;
    s.main_process = now.loops[shown].process;
  } else {
    s.main_process = chosen ? *chosen : first_living(now);
  }
  return s;
}

}  // namespace looplab::model
