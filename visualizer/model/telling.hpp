// SPDX-License-Identifier: BSL-1.0
//
// The parts of a narration before they are fitted into two lines, and what
// every part needs to know. Private to the narration.
#pragma once

#include <cstdint>
#include <string>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/fold.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

/// "client 2 reads 5 bytes from fd 7" · "it can answer" · "..." · "Next: ...".
struct telling {
  std::string deed;   ///< what happened; a sentence without its full stop
  std::string so;     ///< so what; what follows "so"; "" = nothing to add
  std::string aside;  ///< what is worth knowing, a whole sentence
  std::string next;   ///< what comes next, after "Next: "
};

/// The fold after an entry, and that entry; and how much of a name there is
/// room for.
struct scene {
  const fold& now;
  const trace::entry& e;
  std::size_t most = most_of_a_name;

  std::string name(id thing) const {
    return called(now, e.process, thing, most);
  }

  std::string subject() const { return name(e.subject); }

  /// Who did it: the running task, "the loop", or the thread.
  std::string who() const;
  /// The same at the head of a sentence: "The loop".
  std::string who_first() const;
  /// The first in line for this thread, "" if nobody is.
  std::string next_in_line() const;
  std::size_t how_many_in_line() const;
  /// True if a loop runs on the thread of the entry.
  bool on_loop() const;
  /// What the loop does when nobody is in line.
  std::string after_this_task() const;
  /// The descriptor that the entry is about, or nullptr.
  const descriptor_record* descriptor() const;
};

/// What errno was, of a result below 0. A hostile recording has results whose
/// negative is no number.
std::int64_t error_number(std::int64_t result);

/// "EAGAIN: nothing there now"; `result` is negative.
std::string failure(std::int64_t result);

telling tell_create(const scene& s);
telling tell_end(const scene& s);
telling tell_run(const scene& s);
telling tell_stop(const scene& s);
telling tell_wake(const scene& s);
telling tell_act(const scene& s);
telling tell_start(const scene& s);
telling tell_done(const scene& s);
telling tell_poll(const scene& s);
telling tell_ready(const scene& s);
telling tell_value(const scene& s);
telling tell_note(const scene& s);
telling tell_gate(const scene& s);
telling tell_gap(const scene& s);

}  // namespace looplab::model
