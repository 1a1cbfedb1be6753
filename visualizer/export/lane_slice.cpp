// SPDX-License-Identifier: BSL-1.0
//
// See lane_slice.hpp. The reason of a wait is in the words, because a trace
// viewer shows them without a click.
#include "visualizer/export/lane_slice.hpp"

#include <fmt/core.h>

#include <array>

#include "visualizer/model/narrate.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::exporting {

namespace {

using model::task_state;

/// Longer than on the screen: a trace viewer has room for names.
constexpr std::size_t most_of_a_name = 60;

constexpr std::array verb_words = {
    "at once", "read",   "write",  "accept",   "connect",   "close",
    "wait",    "lock",   "unlock", "send",     "receive",   "notify",
    "arm",     "cancel", "resume", "post",     "shut down", "open",
    "copy",    "flags",  "signal", "interest", "token",     "other"};
static_assert(verb_words.size() ==
              static_cast<std::size_t>(trace::verb::other) + 1);

std::string verb_word(std::uint8_t sub) {
  return sub < verb_words.size() ? verb_words[sub] : "other";
}

std::string waiting(const model::fold& now, model::lane_slot lane) {
  const std::string why = model::wait_label(now, lane);
  return why.empty() ? "waits" : "waits " + why;
}

std::string task_words(const model::fold& now, model::lane_slot lane) {
  const model::task_record& t = now.now().tasks[lane.slot];
  switch (t.state) {
    case task_state::fresh:
      // Nothing is known of a task whose events were lost.
      return t.born + std::size_t{1} == now.now().position ? "new" : "";
    case task_state::ready:
      return "ready";
    case task_state::running:
      return t.running == model::no_slot
                 ? "runs"
                 : "runs " + model::task_name(now, now.now().tasks[t.running],
                                              most_of_a_name);
    case task_state::done:
    case task_state::failed:
      return "";
    default:
      return waiting(now, lane);
  }
}

std::string descriptor_words(const model::fold& now, model::lane_slot lane) {
  switch (now.now().descriptors[lane.slot].state) {
    case task_state::ready:
      return "ready";
    case task_state::running:
      return "used";
    case task_state::waits_io:
      return waiting(now, lane);
    default:
      return "";
  }
}

/// "server.cpp:31 handle_client", "" where the place is not known.
std::string place_words(const trace::log& events, std::uint32_t place) {
  const trace::place& p = events.at(place);
  if (p.frames.empty() || p.frames.front().file.empty()) {
    return "";
  }
  const trace::frame_line& frame = p.frames.front();
  return fmt::format("{}:{} {}", frame.file.substr(frame.file.rfind('/') + 1),
                     frame.line, frame.function);
}

lane_slice descriptor_slice(const model::fold& now, model::lane_slot lane) {
  const model::descriptor_record& d = now.now().descriptors[lane.slot];
  lane_slice out;
  out.self = d.self;
  if (d.self == 0) {
    return out;
  }
  out.process = d.process;
  out.kind = track_kind::descriptor;
  out.name = model::descriptor_name(now, d);
  out.words = descriptor_words(now, lane);
  out.state = d.state;
  out.place = d.place;
  out.shown = d.lane && !now.now().processes[d.process].has_tasks;
  return out;
}

}  // namespace

lane_slice slice_of(const model::fold& now, model::lane_slot lane) {
  if (lane.is_descriptor) {
    return descriptor_slice(now, lane);
  }
  const model::task_record& t = now.now().tasks[lane.slot];
  lane_slice out;
  out.self = t.self;
  if (t.self == 0) {
    return out;
  }
  out.process = t.process;
  out.kind = t.kind == trace::thing_kind::thread ? track_kind::thread
                                                 : track_kind::task;
  out.name = model::task_name(now, t, most_of_a_name);
  out.words = task_words(now, lane);
  out.state = t.state;
  out.place = t.place;
  out.held = t.held;
  return out;
}

details said(const model::fold& now, std::uint32_t place) {
  return {{"what", model::narrate(now).what},
          {"at", place_words(now.events(), place)}};
}

std::string instant_words(const model::fold& now, const trace::entry& e) {
  using trace::event_kind;
  switch (e.kind) {
    case event_kind::gap:
      return "lost " + model::counted(e.arg, "event");
    case event_kind::act:
      return verb_word(e.sub);
    case event_kind::start:
      return "starts " + verb_word(e.sub);
    case event_kind::done:
      return verb_word(e.sub) + " done";
    case event_kind::ready: {
      const model::descriptor_record* told = now.reported(e);
      return model::called(now, e.process,
                           told == nullptr ? e.subject : told->self) +
             " " + model::readiness_words(e.sub);
    }
    case event_kind::note:
      return std::string(now.events().text(e.text));
    default:
      return "";
  }
}

bool ends_process(const trace::entry& e) {
  return e.kind == trace::event_kind::end &&
         trace::space_of(e.subject) == trace::id_space::process;
}

}  // namespace looplab::exporting
