// SPDX-License-Identifier: BSL-1.0
//
// Lines are found in the entries themselves; states and phases are changes, and
// need a fold that goes along: but only where the index says that there may be
// one.
#include "visualizer/model/stop_walk.hpp"

#include <algorithm>

#include "visualizer/model/shown.hpp"

namespace looplab::model {

namespace {

/// No piece is longer: what comes between two of them may end the search.
constexpr std::size_t longest_piece = 20'000;

task_state state_of(const fold& now, const stop& of) {
  if (const task_record* t = now.task(of.process, of.who)) {
    return t->state;
  }
  const descriptor_record* d = now.descriptor(of.process, of.who);
  return d == nullptr ? task_state::fresh : d->state;
}

bool is_true(const fold& now, const stop& one) {
  return one.what == stop_at::state ? state_of(now, one) == one.state
                                    : now.now().shown_phase() == one.phase;
}

change_index::suspect suspect_of(const stop& one) {
  if (one.what == stop_at::state) {
    return {change_index::lane(one.process, one.who),
            change_index::only(one.state)};
  }
  return {change_index::shown_loop, change_index::only(one.phase)};
}

}  // namespace

stop_walk::stop_walk(const timeline& time, std::span<const stop> stops,
                     std::size_t cursor, way direction)
    : time_(time), stops_(stops), direction_(direction), was_(stops.size()) {
  for (const stop& one : stops) {
    if (one.what == stop_at::line) {
      has_lines_ = true;
    } else {
      suspects_.push_back(suspect_of(one));
    }
  }
  // On the way back, what the last entry shown says is where we are.
  const std::size_t before = cursor > 0 ? cursor - 1 : 0;
  at_ = direction == way::on ? cursor : std::min(before, time.size());
}

stop_walk::result stop_walk::go_on(std::size_t about, bool patient) {
  patient_ = patient;
  found_ = nullptr;
  return direction_ == way::on ? part_on(about) : part_back(about);
}

stop_walk::piece stop_walk::piece_on() const {
  const std::size_t size = time_.size();
  const auto in = time_.changed().next(at_, suspects_);
  const std::size_t first = in ? std::max(at_, in->before()) : size;
  if (has_lines_ && first > at_) {
    return {at_, std::min(first, at_ + longest_piece), false};
  }
  return in ? piece{first, std::min(in->end, first + longest_piece), true}
            : piece{size, size, false};
}

stop_walk::piece stop_walk::piece_back() const {
  const std::size_t oldest = time_.oldest();
  const auto in = time_.changed().previous(at_, suspects_);
  const std::size_t last = in ? std::min(at_, in->end) : oldest;
  const auto at_most = [](std::size_t begin, std::size_t end) {
    return std::max(begin, end - std::min(end, longest_piece));
  };
  if (has_lines_ && last < at_) {
    return {at_most(last, at_), at_, false};
  }
  return in ? piece{at_most(std::max(in->before(), oldest), last), last, true}
            : piece{oldest, oldest, false};
}

/// What it cost to get there, in entries that were folded.
std::size_t stop_walk::enter(const piece& next) {
  folds_ = next.folds;
  if (!folds_) {
    return 0;
  }
  std::size_t folded = 0;
  if (now_ && now_->now().position == next.begin) {
    return folded;  // it has come along
  }
  if (!now_) {
    now_.emplace(time_.events());
  }
  folded = time_.bring(*now_, next.begin);
  for (std::size_t i = 0; i < stops_.size(); ++i) {
    was_[i] = stops_[i].what != stop_at::line && is_true(*now_, stops_[i]);
  }
  return folded;
}

/// The first stop that this entry is, or nullptr. Each entry of a piece in its
/// turn.
const stop* stop_walk::take(std::size_t entry) {
  const stop* found = nullptr;
  if (folds_) {
    now_->advance_to(entry + 1);
  }
  const trace::entry e = has_lines_ ? time_.events()[entry] : trace::entry{};
  for (std::size_t i = 0; i < stops_.size(); ++i) {
    bool hit = false;
    if (stops_[i].what == stop_at::line) {
      hit = passes(e, stops_[i]);
    } else if (folds_) {
      const bool is = is_true(*now_, stops_[i]);
      hit = is && !was_[i];
      was_[i] = is;
    }
    found = hit && found == nullptr ? &stops_[i] : found;
  }
  return found;
}

bool stop_walk::passes(const trace::entry& e, const stop& wanted) const {
  if (e.place == 0 || !is_step(e)) {
    return false;
  }
  const auto& frames = time_.events().at(e.place).frames;
  return std::any_of(
      frames.begin(), frames.end(), [&](const trace::frame_line& frame) {
        return frame.line == wanted.line && frame.file == wanted.file;
      });
}

bool stop_walk::waits_at(std::size_t entry) const {
  if (!patient_ || !has_lines_) {
    return false;
  }
  const std::uint32_t place = time_.events()[entry].place;
  return place != 0 && !time_.events().at(place).resolved;
}

stop_walk::result stop_walk::part_on(std::size_t about) {
  at_ = std::max(at_, time_.oldest());
  std::size_t done = 0;
  while (at_ < time_.size()) {
    if (done >= about) {
      return result::more;
    }
    if (at_ >= piece_end_) {
      const piece next = piece_on();
      done += enter(next);
      at_ = next.begin;
      piece_end_ = next.end;
      continue;
    }
    if (waits_at(at_)) {
      break;
    }
    found_ = take(at_++);
    ++done;
    if (found_ != nullptr) {
      return result::found;
    }
  }
  return result::end;
}

stop_walk::result stop_walk::part_back(std::size_t about) {
  for (std::size_t done = 0; at_ > time_.oldest();) {
    if (done >= about) {
      return result::more;
    }
    const piece next = piece_back();
    done += enter(next) + next.end - next.begin;
    stop_search last;
    for (std::size_t entry = next.begin; entry < next.end; ++entry) {
      if (const stop* found = take(entry)) {
        last = {entry + 1, found};
      }
    }
    found_ = last.found;
    at_ = found_ != nullptr ? last.cursor : next.begin;
    if (found_ != nullptr) {
      return result::found;
    }
  }
  return result::end;
}

namespace {

stop_search whole_way(stop_walk walk, bool patient) {
  constexpr std::size_t a_part = 1'000'000;
  while (walk.go_on(a_part, patient) == stop_walk::result::more) {
  }
  return walk.at();
}

}  // namespace

stop_search next_stop(const timeline& time, std::span<const stop> stops,
                      std::size_t cursor, bool patient) {
  return whole_way({time, stops, cursor, way::on}, patient);
}

stop_search previous_stop(const timeline& time, std::span<const stop> stops,
                          std::size_t cursor) {
  return whole_way({time, stops, cursor, way::back}, false);
}

}  // namespace looplab::model
