// SPDX-License-Identifier: BSL-1.0
//
// When a task changes its state next, or did last. A stretch between two
// snapshots in which it kept state and time of its last change is passed over;
// only the one in which it changed is folded.
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

/// With the time since when, which tells whether it was another one in between.
struct stay {
  glimpse is;
  std::int64_t since_ns = 0;
  bool operator==(const stay&) const = default;

  /// Whoever is not known at two moments may have lived and died in between.
  bool lasts(const stay& later) const {
    return is.born != no_slot && *this == later;
  }
};

template <class Record>
stay stay_of(const Record& one) {
  return {{one.born, one.state}, one.since_ns};
}

/// Whose lane is looked at: a task's, or else a descriptor's.
struct bearer {
  std::uint16_t process;
  id self;
};

stay look_at(const fold& now, bearer who) {
  if (const task_record* t = now.task(who.process, who.self)) {
    return stay_of(*t);
  }
  if (const descriptor_record* d = now.descriptor(who.process, who.self)) {
    return stay_of(*d);
  }
  return {};
}

/// The newest one, as the fold would find it.
template <class Record>
const Record* newest(const pool<Record>& in, bearer who) {
  const Record* found = nullptr;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const Record& one = in[i];
    if (one.self == who.self && one.process == who.process &&
        (found == nullptr || found->born <= one.born)) {
      found = &one;
    }
  }
  return found;
}

/// The same without a fold: most snapshots are only looked at.
stay look_at(const facts& now, bearer who) {
  if (const task_record* t = newest(now.tasks, who)) {
    return stay_of(*t);
  }
  if (const descriptor_record* d = newest(now.descriptors, who)) {
    return stay_of(*d);
  }
  return {};
}

}  // namespace

std::size_t timeline::next_change(std::size_t cursor, id task,
                                  whose chosen) const {
  cursor = impl_->clamped(cursor);
  const bearer who{impl_->process_of(cursor, task, chosen), task};
  const snapshots& shots = impl_->shots;
  fold from = impl_->fold_at(cursor);
  stay last = look_at(from, who);
  const glimpse was = last.is;
  std::size_t next = shots.index_of(cursor) + 1;
  while (cursor < size()) {
    // As far as nothing has happened, in one leap.
    const std::size_t begin = next;
    while (next < shots.size() && last.lasts(look_at(shots[next], who))) {
      ++next;
    }
    if (next > begin) {
      from.restart(shots[next - 1]);
    }
    const std::size_t end = next < shots.size() ? shots[next].position : size();
    for (cursor = from.now().position; cursor < end;) {
      from.advance_to(++cursor);
      last = look_at(from, who);
      if (last.is != was) {
        return cursor;
      }
    }
    ++next;
  }
  return cursor;
}

std::size_t timeline::previous_change(std::size_t cursor, id task,
                                      whose chosen) const {
  cursor = impl_->clamped(cursor);
  const bearer who{impl_->process_of(cursor, task, chosen), task};
  const snapshots& shots = impl_->shots;
  std::size_t end = cursor > oldest() ? cursor - 1 : oldest();
  stay last = look_at(impl_->seek(end), who);
  for (std::size_t i = shots.index_of(end) + 1; i-- > 0;) {
    if (last.lasts(look_at(shots[i], who))) {
      end = shots[i].position;
      continue;
    }
    fold from(impl_->events, shots[i]);
    std::size_t found = 0;
    last = look_at(from, who);
    glimpse was = last.is;
    for (std::size_t at = shots[i].position + 1; at <= end; ++at) {
      from.advance_to(at);
      const glimpse is = look_at(from, who).is;
      found = is != was ? at : found;
      was = is;
    }
    if (found != 0) {
      return found;
    }
    end = shots[i].position;
  }
  return oldest();
}

std::vector<std::size_t> timeline::changes(std::size_t cursor,
                                           std::size_t until, id task,
                                           whose chosen) const {
  cursor = impl_->clamped(cursor);
  const bearer who{impl_->process_of(cursor, task, chosen), task};
  fold from = impl_->fold_at(cursor);
  glimpse was = look_at(from, who).is;
  std::vector<std::size_t> out;
  while (cursor < std::min(until, size())) {
    from.advance_to(++cursor);
    const glimpse is = look_at(from, who).is;
    if (is != was) {
      out.push_back(cursor);
    }
    was = is;
  }
  return out;
}

}  // namespace looplab::model
