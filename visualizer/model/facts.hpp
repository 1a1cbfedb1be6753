// SPDX-License-Identifier: BSL-1.0
//
// What the fold knows after some entries, as small records without text: names
// are indexes of the log's texts. A copy of `facts` is a snapshot. What a
// person is shown is made from them by present().
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "visualizer/model/pool.hpp"
#include "visualizer/model/state.hpp"

namespace looplab::model {

/// No slot; also "no entry yet".
inline constexpr std::uint32_t no_slot = 0xffffffffu;

constexpr bool is_over(task_state s) {
  return s == task_state::done || s == task_state::failed;
}

/// A task, or a thread, which is a task that may host others.
struct task_record {
  id self = 0;
  std::uint16_t process = 0;
  trace::thing_kind kind = trace::thing_kind::none;
  task_state state = task_state::fresh;
  task_state before = task_state::fresh;  ///< the state it came from
  trace::wait_why why = trace::wait_why::none;
  bool hosts = false;  ///< thread: it polls or runs tasks, so it has no lane
  bool held = false;   ///< thread: it stands at the gate
  id on = 0;
  id parent = 0;
  id thread = 0;
  std::uint32_t place = 0;
  std::uint32_t name = 0;
  std::uint32_t born = 0;
  std::uint32_t ended = 0;           ///< entry, for the order of the done
  std::uint32_t running = no_slot;   ///< thread: the task it runs
  std::uint32_t touching = no_slot;  ///< thread: the descriptor it acted on
  std::uint32_t polls = no_slot;     ///< thread: its loop
  std::uint64_t in_line = 0;         ///< order of those that are ready
  std::int64_t since_ns = 0;
  std::int64_t waited_ns = 0;  ///< how long the state before lasted
  std::int64_t amount = 0;     ///< of a wait: what the stop told with it
};

struct descriptor_record {
  id self = 0;
  std::uint16_t process = 0;
  task_state state = task_state::fresh;
  bool open = true;
  bool lane = false;  ///< it has been watched, so it may have a lane
  bool token_known = false;
  std::uint8_t ready = 0;
  std::uint32_t interest = 0;
  id loop = 0;
  id task = 0;
  id thread = 0;
  id parent = 0;
  std::uint32_t name = 0;
  std::uint32_t what = 0;
  std::uint32_t place = 0;
  std::uint32_t born = 0;
  std::uint32_t ended = 0;
  std::uint64_t token = 0;
  std::uint64_t ready_turn = 0;  ///< the turn in which it was reported
  std::uint64_t in_line = 0;
  std::int64_t since_ns = 0;
};

/// A timer, an operation, a mutex, a channel: what tasks wait for.
struct thing_record {
  id self = 0;
  std::uint16_t process = 0;
  trace::thing_kind kind = trace::thing_kind::none;
  trace::verb what = trace::verb::none;
  bool pending = false;  ///< started or armed, and not done
  bool spent = false;    ///< done or ended: kept for its name
  bool meets = false;  ///< channel without room: who sends waits for who takes
  id owner = 0;        ///< timer: its task; op: its resource; else parent
  id holder = 0;       ///< mutex: who has locked it, as far as was told
  id giver = 0;        ///< who sent or notified there last
  id taker = 0;        ///< who received there last
  std::uint32_t name = 0;
  std::uint32_t born = 0;
  std::uint32_t ended = 0;
  std::int64_t started_ns = 0;
  std::int64_t deadline_ns = 0;
};

/// An order that does not depend on slots: which slot a bearer gets is chance.
template <class Record>
bool is_elder(const Record& a, const Record& b) {
  return a.born != b.born ? a.born < b.born : a.self < b.self;
}

struct loop_record {
  id self = 0;
  std::uint16_t process = 0;
  loop_phase phase = loop_phase::none;
  bool several = false;  ///< it has seen more than one descriptor ready
  id first_seen = 0;
  id thread = 0;
  std::uint64_t turn = 0;
  std::int64_t asleep_since_ns = 0;
  std::int64_t slept_ns = 0;
  std::int64_t timeout_ms = -1;
  std::int64_t woken_count = 0;

  /// poll() on one descriptor is a wait with a limit, not a loop.
  bool is_loop() const {
    return several || trace::space_of(self) == trace::id_space::descriptor;
  }
};

struct process_record {
  bool has_tasks = false;
  bool over = false;       ///< it is gone, or another program by exec
  std::uint32_t held = 0;  ///< threads at the gate
};

struct facts {
  pool<task_record> tasks;
  pool<descriptor_record> descriptors;
  pool<thing_record> things;
  pool<loop_record> loops;
  std::vector<process_record> processes;
  std::size_t position = 0;  ///< entries taken in
  std::size_t samples = 0;   ///< samples taken in
  std::int64_t t_ns = 0;
  std::uint64_t lost = 0;
  std::uint64_t line = 0;  ///< how many have ever been put in line
  std::uint32_t shown_loop = no_slot;

  loop_phase shown_phase() const {
    return shown_loop == no_slot ? loop_phase::none : loops[shown_loop].phase;
  }
};

}  // namespace looplab::model
