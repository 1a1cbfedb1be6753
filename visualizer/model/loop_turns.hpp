// SPDX-License-Identifier: BSL-1.0
//
// Which threads are in a turn of a loop, between the answer of the kernel and
// the next question to it, and what has happened around that turn. Only real
// loops count: poll() on one descriptor is a wait with a limit.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/facts.hpp"
#include "visualizer/model/slot_index.hpp"

namespace looplab::model {

/// The turn that a thread is in.
struct loop_turn {
  id loop = 0;  ///< 0: none
  std::int64_t began_ns = 0;
  std::uint64_t polls = 0;  ///< of the loop, by any thread, when it began
  std::uint64_t gates = 0;  ///< of the process
};

/// Thread safety: none.
class loop_turns {
 public:
  void take(const trace::entry& e);

  /// Nothing unless the thread is in a turn of a real loop.
  const loop_turn* of(std::uint16_t process, id thread) const;
  /// Whether the loop went on without this thread since the turn began, because
  /// another one asked it, or is no more.
  bool was_relieved(std::uint16_t process, const loop_turn& in) const;

  /// How often a thread of the process has met our gate: time that passes there
  /// is not the program's.
  std::uint64_t gates(std::uint16_t process) const {
    return process < gates_.size() ? gates_[process] : 0;
  }

 private:
  struct loop_facts {
    std::uint64_t polls = 0;
    bool real = false;
  };

  static std::uint64_t key(std::uint16_t process, id thing) {
    return std::uint64_t{process} << 32 | thing;
  }

  template <class Row>
  static Row& row_of(slot_index& by, std::vector<Row>& rows,
                     std::uint64_t key) {
    std::uint32_t slot = by.find(key);
    if (slot == slot_index::nothing) {
      slot = static_cast<std::uint32_t>(rows.size());
      rows.emplace_back();
      by.put(key, slot);
    }
    return rows[slot];
  }

  void take_poll(const trace::entry& e);
  void take_end(const trace::entry& e);

  slot_index by_thread_, by_loop_;
  std::vector<loop_turn> turns_;
  std::vector<loop_facts> loops_;
  std::vector<std::uint64_t> gates_;
};

}  // namespace looplab::model
