// SPDX-License-Identifier: BSL-1.0
//
// When a task changes its state next, or did last. The index says in which
// stretches of the log it may have; only these are folded.
#include <algorithm>

#include "visualizer/model/moments.hpp"

namespace looplab::model {

namespace {

/// A lane's state as far as a change of it is worth a stop.
struct glimpse {
  std::uint32_t born = no_slot;
  task_state state = task_state::fresh;
  bool operator==(const glimpse&) const = default;
};

/// Whose lane is looked at: a task's, or else a descriptor's.
struct bearer {
  std::uint16_t process;
  id self;

  change_index::suspect suspect() const {
    return {change_index::lane(process, self), change_index::any_state};
  }
};

glimpse look_at(const fold& now, bearer who) {
  if (const task_record* t = now.task(who.process, who.self)) {
    return {t->born, t->state};
  }
  if (const descriptor_record* d = now.descriptor(who.process, who.self)) {
    return {d->born, d->state};
  }
  return {};
}

}  // namespace

std::size_t timeline::next_change(std::size_t cursor, id task,
                                  whose chosen) const {
  cursor = impl_->clamped(cursor);
  const bearer who{impl_->process_of(cursor, task, chosen), task};
  const change_index::suspect lane[] = {who.suspect()};
  std::size_t at = cursor;
  for (auto in = impl_->index.next(at, lane); in;
       in = impl_->index.next(in->end, lane)) {
    at = std::max(at, in->before());
    const glimpse was = look_at(impl_->seek(at), who);
    while (at < std::min(in->end, size())) {
      if (look_at(impl_->seek(++at), who) != was) {
        return at;
      }
    }
  }
  return size();
}

std::size_t timeline::previous_change(std::size_t cursor, id task,
                                      whose chosen) const {
  cursor = impl_->clamped(cursor);
  const bearer who{impl_->process_of(cursor, task, chosen), task};
  const change_index::suspect lane[] = {who.suspect()};
  std::size_t end = cursor > oldest() ? cursor - 1 : oldest();
  for (auto in = impl_->index.previous(end, lane); in && end > oldest();
       in = impl_->index.previous(end, lane)) {
    const std::size_t begin = std::max(oldest(), in->before());
    std::size_t found = 0;
    glimpse was = look_at(impl_->seek(begin), who);
    for (std::size_t at = begin + 1; at <= std::min(end, in->end); ++at) {
      const glimpse is = look_at(impl_->seek(at), who);
      found = is != was ? at : found;
      was = is;
    }
    if (found != 0) {
      return found;
    }
    end = begin;
  }
  return oldest();
}

std::vector<std::size_t> timeline::changes(std::size_t cursor,
                                           std::size_t until, id task,
                                           whose chosen) const {
  cursor = impl_->clamped(cursor);
  const bearer who{impl_->process_of(cursor, task, chosen), task};
  fold from = impl_->fold_at(cursor);
  glimpse was = look_at(from, who);
  std::vector<std::size_t> out;
  while (cursor < std::min(until, size())) {
    from.advance_to(++cursor);
    const glimpse is = look_at(from, who);
    if (is != was) {
      out.push_back(cursor);
    }
    was = is;
  }
  return out;
}

}  // namespace looplab::model
