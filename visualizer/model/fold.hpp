// SPDX-License-Identifier: BSL-1.0
//
// The fold: takes in one entry of the log after the other and keeps what is
// true after it. It allocates nothing for an entry about things it knows, and
// keeps only the last few of what has ended, so that a server that runs for
// days does not grow. It never guesses a task that the log does not name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/change_index.hpp"
#include "visualizer/model/facts.hpp"
#include "visualizer/model/slot_index.hpp"

namespace looplab::model {

/// Which lane changed: a slot of `tasks` or of `descriptors`.
struct lane_slot {
  bool is_descriptor = false;
  std::uint32_t slot = 0;
  bool operator==(const lane_slot&) const = default;
};

/// Thread safety: none. Keeps a reference to the log.
class fold {
 public:
  /// How many of what has ended are kept, each of tasks, of descriptors and of
  /// timers with operations.
  static constexpr std::size_t kept_done = 32;

  explicit fold(const trace::log& events);
  /// Goes on from a snapshot, which must come from the same log.
  fold(const trace::log& events, const facts& from);

  /// Stands where the snapshot was taken, as if made from it.
  void restart(const facts& from);

  /// Takes in entries (and the samples between them) up to `cursor`, which
  /// must be neither behind nor beyond the log.
  void advance_to(std::size_t cursor);

  const facts& now() const { return now_; }

  const trace::log& events() const { return events_; }

  /// Notes there from now on what each lane came into. It must outlive this,
  /// and its copies, which do the same.
  void note_changes_in(change_index& index) { index_ = &index; }

  /// The lanes that the last entry changed, some perhaps twice.
  const std::vector<lane_slot>& touched() const { return touched_; }

  /// The newest bearer of the id, or nullptr.
  const task_record* task(std::uint16_t process, id self) const;
  const descriptor_record* descriptor(std::uint16_t process, id self) const;
  const thing_record* thing(std::uint16_t process, id self) const;
  const loop_record* loop(std::uint16_t process, id self) const;

  /// Whose readiness an entry of kind `ready` reports, or nullptr.
  const descriptor_record* reported(const trace::entry& e) const;

  /// The slot of the newest bearer of the id, or no_slot.
  std::uint32_t task_slot(std::uint16_t process, id self) const {
    return tasks_.find(key(process, self));
  }

  /// Its slot, which it keeps for ever, or no_slot.
  std::uint32_t loop_slot(std::uint16_t process, id self) const {
    return loops_.find(key(process, self));
  }

  /// The loop whose thread this is, or nullptr.
  const loop_record* loop_of_thread(std::uint16_t process, id thread) const;

 private:
  using entry = trace::entry;

  static std::uint64_t key(std::uint16_t process, id self) {
    return change_index::lane(process, self);
  }

  void note(std::uint64_t lane, std::uint8_t states) {
    if (index_ != nullptr) {
      index_->note(now_.position, lane, states);
    }
  }

  /// Whoever had this id is forgotten: what it means now, nobody has said.
  void note_forgotten(std::uint64_t lane) {
    note(lane, change_index::any_state);
  }

  void rebuild();
  void rebuild_tasks();
  void rebuild_descriptors();
  void rebuild_things();
  void take(const entry& e);
  void take_samples(std::size_t upto);
  void take_watch(std::uint16_t process, const trace::watch_sample& row);
  void know_process(std::uint16_t index);
  process_record& process(std::uint16_t index);

  void take_create(const entry& e);
  void take_end(const entry& e);
  void end_process(const entry& e);
  void take_run(const entry& e, std::uint32_t thread);
  void take_stop(const entry& e);
  void take_wake(const entry& e);
  void take_gate(const entry& e, std::uint32_t thread);
  void take_gap(const entry& e, std::uint32_t thread);
  void take_name(const entry& e);
  std::uint32_t thread_of(const entry& e);
  std::uint32_t task_for(const entry& e);
  std::uint32_t new_task(const entry& e, id self, trace::thing_kind kind);
  void set_state(std::uint32_t slot, task_state to, const entry& e);
  void leave_thread(std::uint32_t slot);
  void unseat(std::uint32_t thread, const entry& e);
  void retire(std::uint32_t slot, const entry& e, trace::end_how how);
  task_state waiting_state(const entry& e) const;
  id runs_on(const entry& e) const;
  void note_holder(const entry& e);

  void take_act(const entry& e, std::uint32_t thread);
  void take_ready(const entry& e);
  void act_on_descriptor(const entry& e, std::uint32_t slot,
                         std::uint32_t thread);
  void act_on_thing(const entry& e);
  std::uint32_t descriptor_for(const entry& e, id self);
  std::uint32_t new_descriptor(std::uint16_t of, id self, std::uint32_t born);
  void watch(std::uint32_t slot, id loop, std::uint32_t mask);
  void give_token(std::uint32_t slot, id loop, std::uint64_t token);
  void forget_token(std::uint32_t slot);
  void close_descriptor(std::uint32_t slot, const entry& e);
  void set_lane(std::uint32_t slot, task_state to, std::int64_t t_ns);
  void let_go(std::uint32_t thread, const entry& e);
  void release_touched(std::uint32_t thread, const entry& e);
  task_state idle_lane(const descriptor_record& d) const;

  void take_poll(const entry& e, std::uint32_t thread);
  void take_start(const entry& e);
  void begin_waiting(std::uint32_t slot, const entry& e);
  void take_done(const entry& e, std::uint32_t thread);
  std::uint32_t loop_for(const entry& e, id self);
  std::uint32_t thing_for(const entry& e, id self, trace::thing_kind kind);
  void spend(std::uint32_t slot);
  void revive(std::uint32_t slot);
  void forget_reported(std::uint32_t loop, const entry& e);
  void set_phase(std::uint32_t thread, loop_phase to);
  void after_stop(const entry& e, std::uint32_t thread);
  void choose_loop(std::uint32_t slot);
  void leave_shown_loop();
  void host(std::uint32_t thread);

  const trace::log& events_;
  facts now_;
  std::vector<lane_slot> touched_;
  change_index* index_ = nullptr;

  // All below can be told from `now_` and is rebuilt when a snapshot is taken
  // up again.
  slot_index tasks_, descriptors_, things_, loops_, tokens_;
  std::vector<std::uint32_t> free_tasks_, free_descriptors_, free_things_;
  std::deque<std::uint32_t> done_tasks_, closed_, spent_;
  std::vector<std::uint32_t> reported_;  ///< descriptors ready, not acted on
  std::size_t ready_tasks_ = 0;
};

}  // namespace looplab::model
