// SPDX-License-Identifier: BSL-1.0
//
// See loop_turns.hpp.
#include "visualizer/model/loop_turns.hpp"

namespace looplab::model {

using trace::event_kind;

void loop_turns::take(const trace::entry& e) {
  switch (e.kind) {
    case event_kind::poll:
      return take_poll(e);
    case event_kind::end:
      return take_end(e);
    case event_kind::gap:
      row_of(by_thread_, turns_, key(e.process, e.thread)) = {};
      return;
    case event_kind::gate:
      if (e.process >= gates_.size()) {
        gates_.resize(e.process + std::size_t{1});
      }
      ++gates_[e.process];
      return;
    default:
      return;
  }
}

void loop_turns::take_poll(const trace::entry& e) {
  loop_turn& turn = row_of(by_thread_, turns_, key(e.process, e.thread));
  loop_facts& loop = row_of(by_loop_, loops_, key(e.process, e.subject));
  if (static_cast<trace::poll_phase>(e.sub) == trace::poll_phase::begin) {
    ++loop.polls;
    turn = {};
    return;
  }
  // One call that finds several ready has asked about several.
  loop.real |=
      e.arg > 1 || trace::space_of(e.subject) == trace::id_space::descriptor;
  turn = {e.subject, e.t_ns, loop.polls, gates(e.process)};
}

/// The next loop may get the number of the last one, and is another; what a
/// thread does in between keeps neither.
void loop_turns::take_end(const trace::entry& e) {
  const std::uint32_t slot = by_loop_.find(key(e.process, e.subject));
  if (slot != slot_index::nothing) {
    ++loops_[slot].polls;
  }
}

const loop_turn* loop_turns::of(std::uint16_t process, id thread) const {
  const std::uint32_t slot = by_thread_.find(key(process, thread));
  if (slot == slot_index::nothing || turns_[slot].loop == 0) {
    return nullptr;
  }
  const loop_turn& turn = turns_[slot];
  return loops_[by_loop_.find(key(process, turn.loop))].real ? &turn : nullptr;
}

bool loop_turns::was_relieved(std::uint16_t process,
                              const loop_turn& in) const {
  return loops_[by_loop_.find(key(process, in.loop))].polls != in.polls;
}

}  // namespace looplab::model
