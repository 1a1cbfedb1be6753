// SPDX-License-Identifier: BSL-1.0
//
// See stops.hpp. Lines are found in the entries themselves; states and phases
// are changes, and need a fold that goes along.
#include "visualizer/model/stops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/shown.hpp"

namespace looplab::model {

namespace {

task_state state_of(const fold& now, const stop& of) {
  if (const task_record* t = now.task(of.process, of.who)) {
    return t->state;
  }
  const descriptor_record* d = now.descriptor(of.process, of.who);
  return d == nullptr ? task_state::fresh : d->state;
}

loop_phase phase_of_shown(const fold& now) {
  const std::uint32_t shown = now.now().shown_loop;
  return shown == no_slot ? loop_phase::none : now.now().loops[shown].phase;
}

bool is_true(const fold& now, const stop& one) {
  return one.what == stop_at::state ? state_of(now, one) == one.state
                                    : phase_of_shown(now) == one.phase;
}

/// Goes along the log and says of each entry which stop it is.
class walker {
 public:
  walker(const timeline& time, std::span<const stop> stops, std::size_t from)
      : events_(time.events()), stops_(stops), was_(stops.size()) {
    const bool folds =
        std::any_of(stops.begin(), stops.end(),
                    [](const stop& one) { return one.what != stop_at::line; });
    if (folds) {
      now_.emplace(time.fold_from(from));
      for (std::size_t i = 0; i < stops.size(); ++i) {
        was_[i] = stops[i].what != stop_at::line && is_true(*now_, stops[i]);
      }
    }
  }

  /// The first stop that this entry is, or nullptr. Each entry in its turn.
  const stop* take(std::size_t at) {
    const stop* found = nullptr;
    if (now_) {
      now_->advance_to(at + 1);
    }
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      bool hit = false;
      if (stops_[i].what == stop_at::line) {
        hit = passes(at, stops_[i]);
      } else {
        const bool is = is_true(*now_, stops_[i]);
        hit = is && !was_[i];
        was_[i] = is;
      }
      found = hit && found == nullptr ? &stops_[i] : found;
    }
    return found;
  }

 private:
  bool passes(std::size_t at, const stop& wanted) const {
    const trace::entry& e = events_[at];
    if (e.place == 0 || !is_step(e)) {
      return false;
    }
    const auto& frames = events_.at(e.place).frames;
    return std::any_of(
        frames.begin(), frames.end(), [&](const trace::frame_line& frame) {
          return frame.line == wanted.line && frame.file == wanted.file;
        });
  }

  const trace::log& events_;
  std::span<const stop> stops_;
  std::vector<bool> was_;
  std::optional<fold> now_;
};

std::string_view state_word(task_state state) {
  switch (state) {
    case task_state::fresh:
      return said::stops::fresh;
    case task_state::ready:
      return said::stops::ready;
    case task_state::running:
      return said::stops::running;
    case task_state::waits_io:
      return said::stops::waits_io;
    case task_state::waits_timer:
      return said::stops::waits_timer;
    case task_state::waits_lock:
      return said::stops::waits_lock;
    case task_state::done:
      return said::stops::done;
    case task_state::failed:
      return said::stops::failed;
  }
  return "";
}

std::string_view phase_word(loop_phase phase) {
  switch (phase) {
    case loop_phase::timers:
      return said::stops::timers;
    case loop_phase::asleep:
      return said::stops::asleep;
    case loop_phase::polled:
      return said::stops::polled;
    case loop_phase::runs:
      return said::stops::runs;
    case loop_phase::none:
      break;
  }
  return said::stops::begins;
}

}  // namespace

bool stop::operator==(const stop& other) const {
  return what == other.what && file == other.file && line == other.line &&
         process == other.process && who == other.who && state == other.state &&
         phase == other.phase;
}

std::string stop_name(const stop& one) {
  switch (one.what) {
    case stop_at::line:
      return fmt::format("{}:{}", one.file.substr(one.file.rfind('/') + 1),
                         one.line);
    case stop_at::state:
      return fmt::format(said::stops::of_task, one.name, state_word(one.state));
    case stop_at::phase:
      return fmt::format(said::stops::of_loop, phase_word(one.phase));
  }
  return {};
}

stop_search next_stop(const timeline& time, std::span<const stop> stops,
                      std::size_t cursor, bool patient) {
  const trace::log& events = time.events();
  cursor = std::max(cursor, time.oldest());
  walker along(time, stops, cursor);
  for (; cursor < time.size(); ++cursor) {
    const std::uint32_t place = events[cursor].place;
    if (patient && place != 0 && !events.at(place).resolved) {
      break;
    }
    if (const stop* found = along.take(cursor)) {
      return {cursor + 1, found};
    }
  }
  return {cursor, nullptr};
}

stop_search previous_stop(const timeline& time, std::span<const stop> stops,
                          std::size_t cursor) {
  constexpr std::size_t stretch = 20'000;
  // What the last entry shown says is where we are, not before it.
  std::size_t end = cursor > 0 ? std::min(cursor - 1, time.size()) : 0;
  while (end > time.oldest()) {
    const std::size_t begin =
        std::max((end - 1) / stretch * stretch, time.oldest());
    walker along(time, stops, begin);
    stop_search last;
    for (std::size_t at = begin; at < end; ++at) {
      if (const stop* found = along.take(at)) {
        last = {at + 1, found};
      }
    }
    if (last.found != nullptr) {
      return last;
    }
    end = begin;
  }
  return {};
}

}  // namespace looplab::model
