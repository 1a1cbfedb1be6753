// SPDX-License-Identifier: BSL-1.0
//
// What loops watch, and how they report it: by a token that the program chose.
// Which descriptor a token stands for is known from the program's own words,
// or, when it was attached to late, from what /proc said. Never by guessing.
#include "visualizer/model/fold.hpp"

namespace looplab::model {

namespace {

/// Loop and token in one word; who finds a descriptor by it compares both.
std::uint64_t token_key(std::uint16_t process, id loop, std::uint64_t token) {
  return (token * 0xff51afd7ed558ccdu) ^ std::uint64_t{process} << 40 ^ loop;
}

}  // namespace

void fold::watch(std::uint32_t slot, id loop, std::uint32_t mask) {
  descriptor_record& d = now_.descriptors.edit(slot);
  d.interest = mask;
  if (mask != 0) {
    d.loop = loop;
    d.lane = true;
  } else if (d.loop == loop) {
    d.ready = 0;
  }
}

void fold::give_token(std::uint32_t slot, id loop, std::uint64_t token) {
  descriptor_record& d = now_.descriptors.edit(slot);
  d.loop = loop;
  d.token = token;
  d.token_known = true;
  tokens_.put(token_key(d.process, loop, token), slot);
}

void fold::take_watch(std::uint16_t of, const trace::watch_sample& row) {
  const id self = trace::descriptor_id(row.fd);
  const id loop = trace::descriptor_id(row.epoll_fd);
  std::uint32_t slot = descriptors_.find(key(of, self));
  const bool known = slot != slot_index::nothing && now_.descriptors[slot].open;
  if (known && now_.descriptors[slot].token_known &&
      now_.descriptors[slot].loop == loop) {
    return;  // the program has said it itself
  }
  if (!known) {
    slot = new_descriptor(of, self, static_cast<std::uint32_t>(now_.position));
    now_.descriptors.edit(slot).since_ns = now_.t_ns;
  }
  watch(slot, loop, row.events);
  give_token(slot, loop, row.token);
  if (now_.descriptors[slot].state == task_state::fresh) {
    set_lane(slot, task_state::waits_io, now_.t_ns);
  }
}

void fold::forget_token(std::uint32_t slot) {
  const descriptor_record& d = now_.descriptors[slot];
  if (d.token_known) {
    tokens_.forget(token_key(d.process, d.loop, d.token), slot);
  }
}

const descriptor_record* fold::reported(const entry& e) const {
  if (e.subject != 0) {
    return descriptor(e.process, e.subject);
  }
  const auto token = static_cast<std::uint64_t>(e.arg);
  const std::uint32_t slot = tokens_.find(token_key(e.process, e.ref, token));
  if (slot == slot_index::nothing) {
    return nullptr;
  }
  const descriptor_record& d = now_.descriptors[slot];
  return d.open && d.loop == e.ref && d.token == token ? &d : nullptr;
}

void fold::take_ready(const entry& e) {
  const std::uint32_t in = loop_for(e, e.ref);
  const descriptor_record* known = reported(e);
  if (known == nullptr && e.subject == 0) {
    return;  // its token was given before the recording began
  }
  const std::uint32_t slot =
      descriptor_for(e, known != nullptr ? known->self : e.subject);
  descriptor_record& d = now_.descriptors.edit(slot);
  d.ready = e.sub;
  d.loop = e.ref;
  d.lane = true;
  d.ready_turn = now_.loops[in].turn;
  d.in_line = ++now_.line;
  set_lane(slot, task_state::ready, e.t_ns);
  const loop_record& l = now_.loops[in];
  if (l.first_seen != d.self) {
    loop_record& changed = now_.loops.edit(in);
    changed.several = changed.first_seen != 0;
    changed.first_seen = d.self;
    choose_loop(in);
  }
}

}  // namespace looplab::model
