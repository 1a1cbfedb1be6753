// SPDX-License-Identifier: BSL-1.0
//
// From a log and a moment to everything the screen shows. The state comes from
// the timeline, the bytes and sleeping places from the last sample before the
// moment, the source from what the log keeps of it.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"

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

std::string caption_at(const trace::log& events, std::size_t cursor) {
  std::string out;
  for (const auto& caption : events.captions()) {
    if (caption.after > cursor) {
      break;
    }
    out = caption.text;
  }
  return out;
}

/// The innermost frame whose source text the log has.
const trace::frame_line* shown_frame(const trace::log& events,
                                     const trace::place& place) {
  for (const trace::frame_line& frame : place.frames) {
    if (frame.line > 0 && events.source(frame.file) != nullptr) {
      return &frame;
    }
  }
  return nullptr;
}

/// The last place the cursor has passed, of the chosen task or of anybody.
std::uint32_t place_now(const trace::log& events, const model::state& now,
                        const viewer& who) {
  if (who.selected != 0) {
    const model::task* task = now.find_task(who.selected_process, who.selected);
    return task == nullptr ? 0 : task->place;
  }
  constexpr std::size_t look_back = 64;
  for (std::size_t i = 0; i < std::min(look_back, now.cursor); ++i) {
    const trace::entry& e = events[now.cursor - 1 - i];
    if (e.place != 0 && shown_frame(events, events.at(e.place)) != nullptr) {
      return e.place;
    }
  }
  return 0;
}

/// What the call at the current line gave back, if the last event says it.
std::string result_note(const trace::log& events, const model::state& now,
                        std::uint32_t place) {
  if (now.cursor == 0) {
    return {};
  }
  const trace::entry& e = events[now.cursor - 1];
  const bool told = e.kind == trace::event_kind::act ||
                    e.kind == trace::event_kind::done ||
                    (e.kind == trace::event_kind::poll &&
                     e.sub == static_cast<int>(trace::poll_phase::end));
  const bool number = e.kind != trace::event_kind::act ||
                      (e.sub != static_cast<int>(trace::verb::token) &&
                       e.sub != static_cast<int>(trace::verb::interest));
  return told && number && e.place == place ? fmt::format("= {}", e.arg)
                                            : std::string();
}

/// Leaves the lines their shape, but not the indentation they all share.
void dedent(std::vector<std::string>& lines) {
  std::size_t shared = std::string::npos;
  for (const std::string& line : lines) {
    const auto first = line.find_first_not_of(' ');
    if (first != std::string::npos) {
      shared = std::min(shared, first);
    }
  }
  for (std::string& line : lines) {
    line.erase(0, std::min(shared, line.size()));
  }
}

/// Whose line is shown: the chosen task's, else of whom the loop runs, else of
/// the thread that told the last event.
std::string whose_line(const trace::log& events, const model::state& now,
                       const viewer& who) {
  if (who.selected != 0) {
    return label_of(now, who.selected_process, who.selected);
  }
  const model::loop* loop = now.shown_loop();
  if (loop != nullptr && loop->running != 0) {
    return label_of(now, loop->process, loop->running);
  }
  if (loop != nullptr || now.cursor == 0) {
    return {};
  }
  const trace::entry& e = events[now.cursor - 1];
  return now.find_task(e.process, e.thread) == nullptr
             ? std::string()
             : label_of(now, e.process, e.thread);
}

source_pane source_of(const trace::log& events, const model::state& now,
                      const viewer& who, int rows) {
  source_pane out;
  const std::uint32_t place = place_now(events, now, who);
  const trace::frame_line* frame = shown_frame(events, events.at(place));
  if (frame == nullptr) {
    return out;
  }
  const trace::source_file& file = *events.source(frame->file);
  out.file = std::filesystem::path(frame->file).filename().string();
  out.function = frame->function;
  out.current = frame->line;
  out.note = result_note(events, now, place);
  const auto count = static_cast<std::uint32_t>(file.lines.size());
  const auto window = static_cast<std::uint32_t>(std::max(1, rows));
  // Half a window of context above, without scrolling past either end.
  const std::uint32_t most = count > window ? count - window + 1 : 1;
  out.first = frame->line > window / 2 ? frame->line - window / 2 : 1;
  out.first = std::clamp<std::uint32_t>(out.first, 1, most);
  for (std::uint32_t i = out.first; i < out.first + window && i <= count; ++i) {
    out.lines.push_back(model::without_tabs(file.lines[i - 1]));
  }
  dedent(out.lines);
  out.who = whose_line(events, now, who);
  return out;
}

bool is_held(const trace::entry& e) {
  return e.kind == trace::event_kind::gate &&
         e.sub == static_cast<std::uint8_t>(trace::gate_phase::held);
}

/// Whether the thread stood at our gate when the sample was taken: what the
/// kernel then says of its sleep is our doing, not the program's. Its gate
/// entry may have been read a moment before the sample or a moment after.
bool stood_at_gate(const trace::log& events, const trace::sample& kernel,
                   std::uint32_t tid) {
  constexpr std::size_t look = 256;
  const auto same_thread = [&](const trace::entry& e) {
    return e.thread == trace::thread_id_of(tid) && e.process == kernel.process;
  };
  const std::size_t after = std::min(kernel.after, events.size());
  for (std::size_t i = after; i < std::min(after + look, events.size()); ++i) {
    if (same_thread(events[i])) {
      if (is_held(events[i])) {
        return true;
      }
      break;
    }
  }
  for (std::size_t i = 0; i < std::min(look, after); ++i) {
    if (same_thread(events[after - 1 - i])) {
      return is_held(events[after - 1 - i]);
    }
  }
  return false;
}

std::string want_of(std::uint32_t interest) {
  // The two bits of epoll that a lesson speaks of.
  const bool in = (interest & 1u) != 0;
  const bool out = (interest & 4u) != 0;
  return in && out ? "r/w" : in ? "read" : out ? "write" : "";
}

std::string ready_of(const model::descriptor& d, const trace::sample* kernel) {
  std::string out = d.ready != 0 ? "●" : "·";
  if (kernel == nullptr) {
    return out;
  }
  const int fd = trace::descriptor_of(d.self);
  for (const trace::socket_sample& s : kernel->sockets) {
    if (s.fd == fd && s.unread > 0) {
      out += fmt::format(" {} B", s.unread);
    }
  }
  return out;
}

void add_watched(live_view& view, const trace::sample* kernel) {
  for (const model::descriptor& d : view.now.descriptors) {
    const bool blocked = d.task != 0;
    if (!d.open || d.process != view.now.main_process ||
        (d.loop == 0 && !blocked)) {
      continue;
    }
    watched_row row;
    row.fd = trace::descriptor_of(d.self);
    row.name = d.name;
    row.want = want_of(d.interest);
    row.ready = ready_of(d, kernel);
    row.is_ready = d.ready != 0 || row.ready.size() > 3;
    if (d.task != 0) {
      const std::string label = label_of(view.now, d.process, d.task);
      row.wakes = label.substr(0, label.find(' '));
      const model::task* task = view.now.find_task(d.process, d.task);
      if (task != nullptr && (task->state == model::task_state::running ||
                              task->state == model::task_state::ready)) {
        row.wakes_look = style_of(task->state);
      }
    }
    view.watched.push_back(std::move(row));
  }
}

void add_timers(live_view& view) {
  for (const model::timer& t : view.now.timers) {
    if (t.process != view.now.main_process) {
      continue;
    }
    timer_row row;
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
  for (const trace::thread_sample& t : kernel->threads) {
    const bool held = stood_at_gate(events, *kernel, t.tid);
    view.threads.push_back({t.tid, t.comm, std::string(1, t.state),
                            held ? "held by looplab" : t.wchan});
  }
}

}  // namespace

live_view compose(const trace::log& events, const model::timeline& time,
                  const viewer& who, size extent) {
  live_view view;
  view.who = who;
  view.now = time.at(who.cursor);
  const int columns = history_columns(extent);
  if (columns > 0) {
    const auto room = static_cast<std::size_t>(columns);
    view.past =
        who.real_time_axis
            ? time.in_time(who.cursor, room, time.time_scale(who.cursor, room))
            : time.before(who.cursor, room);
    view.source =
        source_of(events, view.now, who, layout_of(extent).source.rows - 2);
  }
  if (who.cursor > 0) {
    view.told = time.tell(who.cursor);
  }
  view.caption = caption_at(events, who.cursor);
  view.turns = time.turns();
  view.turn = time.turn_at(who.cursor);
  view.entries = time.size();
  const trace::sample* kernel =
      last_sample(events, who.cursor, view.now.main_process);
  add_watched(view, kernel);
  add_timers(view);
  add_threads(view, events, kernel);
  if (const model::loop* loop = view.now.shown_loop();
      loop != nullptr &&
      trace::space_of(loop->self) == trace::id_space::descriptor) {
    view.epoll_title =
        fmt::format("epoll fd {}", trace::descriptor_of(loop->self));
  }
  return view;
}

}  // namespace looplab::frame
