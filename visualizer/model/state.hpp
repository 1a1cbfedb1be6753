// SPDX-License-Identifier: BSL-1.0
//
// What is true at one moment of a run: which task runs, which are ready, what
// the others wait for, what the kernel watches. A value, computed from the
// events before that moment and from nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "trace/vocabulary.hpp"

namespace looplab::model {

using trace::id;

/// The states a lane can show; `waits_lock` also stands for channels, joins
/// and condition variables: waiting for another task of the same program.
enum class task_state : std::uint8_t {
  fresh,
  ready,
  running,
  waits_io,
  waits_timer,
  waits_lock,
  done,
  failed,
};

/// Anything that has a lane: a task, or, in a program that names no tasks, a
/// thread or a descriptor. Tasks are never inferred.
struct task {
  id self = 0;
  std::uint16_t process = 0;
  trace::thing_kind kind = trace::thing_kind::task;
  std::string name;
  task_state state = task_state::fresh;
  trace::wait_why why = trace::wait_why::none;
  id on = 0;  ///< what it waits on, or the cause of its run
  id parent = 0;
  id thread = 0;              ///< the thread it last ran on
  std::uint32_t place = 0;    ///< the last place in the program seen for it
  std::int64_t since_ns = 0;  ///< when it came into this state
  std::size_t born = 0;       ///< index of the entry that made it known
};

struct descriptor {
  id self = 0;
  std::uint16_t process = 0;
  std::string name;  ///< "client 2", or what it is ("socket")
  bool open = true;
  id loop = 0;                 ///< the loop that watches it, 0 = none
  std::uint32_t interest = 0;  ///< epoll event mask
  std::uint64_t token = 0;
  std::uint8_t ready = 0;  ///< trace::readiness bits of the present turn
  id task = 0;             ///< the task that a readiness wakes, if known
};

struct timer {
  id self = 0;
  std::uint16_t process = 0;
  std::string name;
  id task = 0;
  std::int64_t armed_ns = 0;
  std::int64_t deadline_ns = 0;
};

/// Where a loop's one thread is.
enum class loop_phase : std::uint8_t { none, timers, asleep, polled, runs };

struct loop {
  id self = 0;
  std::uint16_t process = 0;
  id thread = 0;
  loop_phase phase = loop_phase::none;
  std::uint64_t turn = 0;        ///< completed wake-ups, from 1
  std::int64_t slept_ns = 0;     ///< of the last sleep
  std::int64_t timeout_ms = -1;  ///< what the last sleep would wait at most
  std::vector<id> woken_by;      ///< descriptors ready in this turn
  std::int64_t woken_count = 0;  ///< what the poll returned
  std::vector<id> in_line;       ///< ready tasks, the next one first
  id running = 0;                ///< the task in box 3, 0 = none
  bool over = false;             ///< its process is
};

struct process {
  std::uint32_t pid = 0;
  std::string name;
  bool held = false;  ///< a thread of it stands at the gate
  bool over = false;  ///< it is gone, or another program by exec
};

/// The state after `cursor` entries of the log. Threads are tasks of kind
/// thread: running, ready (never: the kernel's queue is not seen) or waiting.
struct state {
  std::size_t cursor = 0;
  std::int64_t t_ns = 0;
  std::vector<process> processes;
  std::vector<task> tasks;  ///< in order of birth; never re-sorted
  std::vector<descriptor> descriptors;
  std::vector<timer> timers;  ///< armed ones, by deadline
  std::vector<loop> loops;
  id main_loop = 0;  ///< the loop with the most turns, 0 = no loop
  std::uint16_t main_process = 0;  ///< its; without a loop the first that lives
  std::uint64_t lost = 0;

  const task* find_task(std::uint16_t process, id self) const;
  const descriptor* find_descriptor(std::uint16_t process, id self) const;
  const loop* find_loop(std::uint16_t process, id self) const;
  const loop* shown_loop() const;  ///< main_loop of main_process or nullptr
};

}  // namespace looplab::model
