// SPDX-License-Identifier: BSL-1.0
//
// STATE NOW in words: what a task does or waits for, and on what. The first
// word stands under the others', so that a glance down the column tells.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/lane_filter.hpp"
#include "visualizer/model/times.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

using model::task_state;

/// Whether the source pane shows the line of this task.
bool is_in_source(const live_view& view, const model::task& task) {
  return view.source.current > 0 &&
         view.source.who == label_of(view.now, task.process, task.self);
}

std::string target_of(const live_view& view, const model::task& task) {
  if (task.on == 0) {
    return {};
  }
  switch (trace::space_of(task.on)) {
    case trace::id_space::descriptor:
      return fmt::format("fd {}", trace::descriptor_of(task.on));
    case trace::id_space::thread:
      // poll() has no descriptor of its own; its turns are the thread's.
      if (task.on == task.self) {
        return "in poll";
      }
      return fmt::format("thread {}", task.on & ~trace::id_space_mask);
    case trace::id_space::address:
      return fmt::format("m{}", task.on & ~trace::id_space_mask);
    case trace::id_space::process:
      return fmt::format("process {}", task.on & ~trace::id_space_mask);
    case trace::id_space::counted:
      break;
  }
  const model::task* other = view.now.find_task(task.process, task.on);
  return other == nullptr ? std::string() : other->name;
}

/// "next up", "2nd in line": where a ready task stands.
std::string place_in_line(const live_view& view, const model::task& task) {
  const model::loop* loop = view.now.shown_loop();
  if (loop == nullptr || loop->process != task.process) {
    return "in line";
  }
  const auto at = std::ranges::find(loop->in_line, task.self);
  const auto index = at - loop->in_line.begin();
  if (at == loop->in_line.end()) {
    return "in line";
  }
  return index == 0 ? "next up" : fmt::format("{} before it", index);
}

std::string time_left(const live_view& view, const model::task& task) {
  for (const model::timer& t : view.now.timers) {
    if (t.process == task.process &&
        (t.task == task.self || t.self == task.on || t.self == task.self)) {
      const auto left =
          std::max<std::int64_t>(0, t.deadline_ns - view.now.t_ns);
      return brief_ms(left / 1'000'000);
    }
  }
  return {};
}

}  // namespace

std::string brief_ms(std::int64_t ms) {
  return ms == 0 ? "0 ms" : model::duration(model::ns_of_ms(ms));
}

std::string state_text(const live_view& view, const model::task& task) {
  switch (task.state) {
    case task_state::fresh:
      return "new";
    case task_state::running:
      return is_in_source(view, task)
                 ? fmt::format("RUNNING      line {}", view.source.current)
                 : "RUNNING";
    case task_state::ready:
      return "READY        " + place_in_line(view, task);
    case task_state::waits_timer:
      return "waits timer  " + time_left(view, task);
    case task_state::waits_io:
    case task_state::waits_lock:
      return fmt::format("waits {:<5}  {}",
                         model::wait_word(task.state, task.why),
                         target_of(view, task));
    case task_state::done:
      return "done";
    case task_state::failed:
      return "ERROR";
  }
  return {};
}

}  // namespace looplab::frame
