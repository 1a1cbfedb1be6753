// SPDX-License-Identifier: BSL-1.0
//
// See loop_tracks.hpp. Whatever a lost event has left open ends with the next
// turn, so that slices always nest.
#include "visualizer/export/loop_tracks.hpp"

#include <fmt/core.h>

#include <utility>

#include "visualizer/export/lane_slice.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::exporting {

using trace::entry;

void loop_tracks::take(const entry& e) {
  if (ends_process(e)) {
    return end_process(e.process);
  }
  const std::uint32_t slot = e.kind == trace::event_kind::poll
                                 ? fold_.loop_slot(e.process, e.subject)
                                 : model::no_slot;
  if (slot == model::no_slot || !fold_.now().loops[slot].is_loop()) {
    return;
  }
  const model::loop_record& loop = fold_.now().loops[slot];
  loop_track& one = loop_for(e);
  if (static_cast<trace::poll_phase>(e.sub) == trace::poll_phase::begin) {
    begin_poll(one, loop, e.place);
  } else {
    begin_turn(one, loop, e.place);
  }
}

std::optional<track> loop_tracks::turn_of(const entry& e) const {
  const model::loop_record* loop = fold_.loop_of_thread(e.process, e.thread);
  if (loop == nullptr) {
    return std::nullopt;
  }
  const auto at = loops_.find(key_of(e.process, loop->self));
  return at != loops_.end() && at->second.in_turn
             ? std::optional(at->second.where)
             : std::nullopt;
}

void loop_tracks::begin_poll(loop_track& one, const model::loop_record& loop,
                             std::uint32_t place) {
  if (!std::exchange(one.asleep, true)) {
    out_.begin(one.where, loop.timeout_ms == 0 ? "asks" : "asleep in poll",
               said(fold_, place));
  }
}

void loop_tracks::begin_turn(loop_track& one, const model::loop_record& loop,
                             std::uint32_t place) {
  while (out_.is_open(one.where)) {
    out_.end(one.where);
  }
  out_.begin(one.where, fmt::format("turn {}", loop.turn), said(fold_, place));
  one.asleep = false;
  one.in_turn = true;
}

void loop_tracks::end_process(std::uint16_t process) {
  std::erase_if(loops_, [&](const auto& one) {
    if (one.first >> 32 != process) {
      return false;
    }
    while (out_.is_open(one.second.where)) {
      out_.end(one.second.where);
    }
    return true;
  });
}

loop_tracks::loop_track& loop_tracks::loop_for(const entry& e) {
  const auto [at, fresh] = loops_.try_emplace(key_of(e.process, e.subject));
  if (fresh) {
    const auto& all = fold_.events().processes();
    at->second.where = tracks_.take(
        e.process < all.size() ? all[e.process].pid : 0, track_kind::loop,
        fmt::format("loop {}", model::called(fold_, e.process, e.subject)));
  }
  return at->second;
}

}  // namespace looplab::exporting
