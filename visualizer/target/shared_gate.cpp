// SPDX-License-Identifier: BSL-1.0
//
// A gate is taken when it is first needed and let go of when the program is
// released, so that another visualizer may have it then.
#include "visualizer/target/shared_gate.hpp"

#include <algorithm>

namespace looplab::target {

bool shared_gate::take(door& one, std::string& error) {
  if (!one.control) {
    one.control = trace::controller::take(one.file.path, error);
  }
  return one.control != nullptr;
}

void shared_gate::do_wish(door& one) {
  std::string untold;
  if (!take(one, untold)) {
    return;
  }
  switch (wish_) {
    case gate_state::held:
      one.control->hold();
      break;
    case gate_state::slow:
      one.control->slow(between_points_);
      break;
    case gate_state::open:
      one.control.reset();
      break;
  }
}

void shared_gate::add(const trace_file& file) {
  // After an exec the number is another program's.
  std::erase_if(doors_,
                [&](const door& one) { return one.file.pid == file.pid; });
  doors_.push_back({file, nullptr});
  // A program that was told to begin held must be opened even if the wish
  // changed before it had a gate.
  if (wish_ != gate_state::open || began_ != gate_state::open) {
    do_wish(doors_.back());
  }
}

void shared_gate::remove(const trace_file& file) {
  std::erase_if(doors_, [&](const door& one) {
    return one.file.pid == file.pid && one.file.inode == file.inode;
  });
}

bool shared_gate::hold(std::string& error) {
  for (door& one : doors_) {
    if (!take(one, error)) {
      return false;
    }
  }
  wish_ = gate_state::held;
  std::for_each(doors_.begin(), doors_.end(),
                [](door& one) { one.control->hold(); });
  return true;
}

void shared_gate::slow(std::chrono::microseconds between_points) {
  wish_ = gate_state::slow;
  between_points_ = between_points;
  for (door& one : doors_) {
    do_wish(one);
  }
}

void shared_gate::release() {
  wish_ = gate_state::open;
  for (door& one : doors_) {
    one.control.reset();
  }
}

bool shared_gate::step() {
  trace::controller* of_oldest = nullptr;
  trace::held_thread oldest;
  for (const door& one : doors_) {
    if (!one.control) {
      continue;
    }
    for (const trace::held_thread& each : one.control->held()) {
      if (!of_oldest || each.since_ticks < oldest.since_ticks) {
        of_oldest = one.control.get();
        oldest = each;
      }
    }
  }
  return of_oldest != nullptr && of_oldest->step(oldest.thread);
}

bool shared_gate::stands() const {
  return std::any_of(doors_.begin(), doors_.end(), [](const door& one) {
    return one.control && !one.control->held().empty();
  });
}

}  // namespace looplab::target
