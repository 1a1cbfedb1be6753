// SPDX-License-Identifier: BSL-1.0
//
// Timers and interest come from the state, bytes and sleeping places from the
// last sample before the cursor; where there is none, nothing is said of them.
#include "visualizer/frame/kernel_side.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

const trace::sample* last_sample(const trace::log& events, std::size_t cursor,
                                 std::uint16_t process) {
  const auto& all = events.samples();
  auto it = std::ranges::upper_bound(all, cursor, {}, &trace::sample::after);
  while (it != all.begin()) {
    --it;
    if (it->process == process) {
      return &*it;
    }
  }
  return nullptr;
}

bool is_held(const trace::entry& e) {
  return e.kind == trace::event_kind::gate &&
         e.sub == static_cast<std::uint8_t>(trace::gate_phase::held);
}

/// The threads that stood at our gate when the sample was taken: what the
/// kernel then says of their sleep is our doing, not the program's. A gate
/// entry may have been read a moment before the sample or a moment after.
std::set<model::id> at_gate(const trace::log& events,
                            const trace::sample& kernel) {
  constexpr std::size_t look = 256;
  const std::size_t after = std::min(kernel.after, events.size());
  const std::size_t end = std::min(after + look, events.size());
  std::map<model::id, bool> held;
  for (std::size_t i = after - std::min(after, look); i < after; ++i) {
    if (events[i].process == kernel.process) {
      held[events[i].thread] = is_held(events[i]);
    }
  }
  std::set<model::id> told;
  for (std::size_t i = after; i < end; ++i) {
    const trace::entry& e = events[i];
    if (e.process == kernel.process && told.insert(e.thread).second &&
        is_held(e)) {
      held[e.thread] = true;
    }
  }
  std::set<model::id> out;
  for (const auto& [thread, stands] : held) {
    if (stands) {
      out.insert(thread);
    }
  }
  return out;
}

std::string want_of(std::uint32_t interest) {
  // The two bits of epoll that a lesson speaks of.
  const bool in = (interest & 1u) != 0;
  const bool out = (interest & 4u) != 0;
  return in && out ? "r/w" : in ? "read" : out ? "write" : "";
}

/// Bytes in the kernel that the program has not read yet.
std::uint32_t unread_of(int fd, const trace::sample* kernel) {
  if (kernel == nullptr) {
    return 0;
  }
  const auto found =
      std::ranges::find(kernel->sockets, fd, &trace::socket_sample::fd);
  return found == kernel->sockets.end() ? 0 : found->unread;
}

watched_row row_of(const live_view& view, const model::descriptor& d,
                   const trace::sample* kernel) {
  watched_row row;
  row.fd = trace::descriptor_of(d.self);
  row.name = d.name;
  row.want = want_of(d.interest);
  const std::uint32_t unread = unread_of(row.fd, kernel);
  row.is_ready = d.ready != 0 || unread > 0;
  row.ready = d.ready != 0 ? "●" : "·";
  if (unread > 0) {
    row.ready += fmt::format(" {} B", unread);
  }
  if (d.task != 0) {
    const std::string label = label_of(view.now, d.process, d.task);
    row.wakes = label.substr(0, label.find(' '));
    const model::task* task = view.now.find_task(d.process, d.task);
    if (task != nullptr && (task->state == model::task_state::running ||
                            task->state == model::task_state::ready)) {
      row.wakes_look = style_of(task->state);
    }
  }
  return row;
}

void add_watched(live_view& view, const trace::sample* kernel,
                 std::size_t rows) {
  for (const model::descriptor& d : view.now.descriptors) {
    const bool watched = d.loop != 0 || d.task != 0;
    if (view.watched.size() == rows) {
      return;
    }
    if (d.open && d.process == view.now.main_process && watched) {
      view.watched.push_back(row_of(view, d, kernel));
    }
  }
}

void add_timers(live_view& view) {
  for (const model::timer& t : view.now.timers) {
    if (t.process != view.now.main_process) {
      continue;
    }
    timer_row row;
    row.self = t.self;
    row.name = t.name.empty() && t.task != 0
                   ? label_of(view.now, t.process, t.task)
                   : t.name;
    const auto left = std::max<std::int64_t>(0, t.deadline_ns - view.now.t_ns);
    row.due_ms = left / 1'000'000;
    const auto whole = t.deadline_ns - t.armed_ns;
    row.left = whole > 0
                   ? static_cast<double>(left) / static_cast<double>(whole)
                   : 0.0;
    view.timers.push_back(std::move(row));
  }
}

void add_threads(live_view& view, const trace::log& events,
                 const trace::sample* kernel) {
  if (kernel == nullptr) {
    return;
  }
  const std::set<model::id> held = at_gate(events, *kernel);
  for (const trace::thread_sample& t : kernel->threads) {
    view.threads.push_back({t.tid, t.comm, std::string(1, t.state),
                            held.contains(trace::thread_id_of(t.tid))
                                ? "held by looplab"
                                : t.wchan});
  }
}

}  // namespace

void add_kernel_side(live_view& view, const trace::log& events,
                     std::size_t rows) {
  const trace::sample* kernel =
      last_sample(events, view.now.cursor, view.now.main_process);
  add_watched(view, kernel, rows);
  add_timers(view);
  const auto& processes = view.now.processes;
  const std::size_t shown = view.now.main_process;
  if (shown >= processes.size() || !processes[shown].over) {
    add_threads(view, events, kernel);
  }
  if (const model::loop* loop = view.now.shown_loop();
      loop != nullptr &&
      trace::space_of(loop->self) == trace::id_space::descriptor) {
    view.epoll_title =
        fmt::format("epoll fd {}", trace::descriptor_of(loop->self));
  }
}

}  // namespace looplab::frame
