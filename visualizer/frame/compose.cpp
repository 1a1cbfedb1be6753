// SPDX-License-Identifier: BSL-1.0
//
// From a log and a moment to everything the screen shows. The state comes from
// the timeline, the source from what the log keeps of it.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "visualizer/frame/kernel_side.hpp"
#include "visualizer/frame/live_view.hpp"
#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"
#include "visualizer/model/lane_filter.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

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

/// The last place the cursor has passed, of the chosen task or of anybody: one
/// whose source can be shown, or, where there is none, whatever is known.
std::uint32_t place_now(const trace::log& events, const model::state& now,
                        const viewer& who) {
  if (who.selected != 0) {
    const model::task* task = now.find_task(who.selected_process, who.selected);
    return task == nullptr ? 0 : task->place;
  }
  const std::size_t look_back = who.process ? 4096 : 64;
  std::uint32_t named = 0;
  for (std::size_t i = 0; i < std::min(look_back, now.cursor); ++i) {
    const trace::entry& e = events[now.cursor - 1 - i];
    if (!model::is_meant(who.process, e.process) || e.place == 0) {
      continue;
    }
    if (shown_frame(events, events.at(e.place)) != nullptr) {
      return e.place;
    }
    named = named == 0 ? e.place : named;
  }
  return named;
}

/// Its frames in words, for who has no source to look at.
std::vector<std::string> frames_in_words(const trace::place& place) {
  std::vector<std::string> out;
  for (const trace::frame_line& frame : place.frames) {
    const std::string line = model::line_name(frame);
    const std::string_view between =
        line.empty() || frame.function.empty() ? "" : "  ";
    if (!line.empty() || !frame.function.empty()) {
      out.push_back(fmt::format("{}{}{}", model::printable(frame.function),
                                between, model::printable(line)));
    }
  }
  return out;
}

/// Another task may have passed the same line last: its result is not shown
/// beside the line where the chosen one stands.
bool is_of_the_chosen(const trace::entry& e, const model::state& now,
                      const viewer& who) {
  if (who.selected == 0) {
    return true;
  }
  const model::task* t = now.find_task(who.selected_process, who.selected);
  return t != nullptr && t->process == e.process &&
         (t->self == e.thread ||
          (t->thread == e.thread && t->state == model::task_state::running));
}

/// What the call at the current line gave back, if the last event says it.
std::string result_note(const trace::log& events, const model::state& now,
                        const viewer& who, std::uint32_t place) {
  if (now.cursor == 0 || !is_of_the_chosen(events[now.cursor - 1], now, who)) {
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
    out.stands_at = frames_in_words(events.at(place));
    return out;
  }
  const trace::source_file& file = *events.source(frame->file);
  out.file = std::filesystem::path(frame->file).filename().string();
  out.path = frame->file;
  out.function = frame->function;
  out.current = frame->line;
  out.note = result_note(events, now, who, place);
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

/// The last entry shown, if it is shown in beats.
std::optional<trace::entry> entry_in_beats(const trace::log& events,
                                           const viewer& who) {
  return who.in == beat::whole || who.cursor == 0
             ? std::nullopt
             : std::optional(events[who.cursor - 1]);
}

void apply_filter(live_view& view) {
  const model::lane_filter filter(view.who.filter);
  view.unknown_word = filter.unknown();
  if (filter.empty()) {
    return;
  }
  view.admitted.emplace();
  for (std::size_t i = 0; i < view.now.tasks.size(); ++i) {
    if (filter.admits(view.now.tasks[i])) {
      view.admitted->push_back(i);
    }
  }
}

model::history past_of(const model::timeline& time, const viewer& who,
                       std::size_t cursor, std::size_t room) {
  if (!who.real_time_axis) {
    return time.before(cursor, room, who.process);
  }
  return time.in_time(cursor, room,
                      who.ns_per_column > 0
                          ? who.ns_per_column
                          : time.time_scale(cursor, room, who.process),
                      0, who.process);
}

}  // namespace

live_view compose(const trace::log& events, const model::timeline& time,
                  const viewer& who, size extent) {
  live_view view;
  view.who = who;
  // Until its effect is shown, all is as it was before the entry, but for the
  // line that says it.
  const auto lit = entry_in_beats(events, who);
  const bool before = lit && who.in != beat::effect;
  const std::size_t cursor = who.cursor - (before ? 1 : 0);
  view.now = time.at(cursor, who.process);
  apply_filter(view);
  const int columns = history_columns(extent);
  if (columns > 0) {
    view.past = past_of(time, who, cursor, static_cast<std::size_t>(columns));
    const bool next_line = before && is_said_by_a_line(*lit);
    view.source = source_of(
        events, next_line ? time.at(who.cursor, who.process) : view.now, who,
        layout_of(extent).source.rows - 2);
  }
  if (lit) {
    view.lit = light_of(*lit, who.in, view.now);
  }
  if (who.cursor > 0) {
    view.told = time.tell(who.cursor);
  }
  view.caption = caption_at(events, who.cursor);
  view.turns = time.turns(who.process);
  view.turn = time.turn_at(who.cursor, who.process);
  view.entries = time.size();
  view.oldest = time.oldest();
  if (view.oldest > 0) {
    view.oldest_ns = events[view.oldest - 1].t_ns - events[0].t_ns;
  }
  add_kernel_side(view, events, static_cast<std::size_t>(extent.rows));
  return view;
}

}  // namespace looplab::frame
