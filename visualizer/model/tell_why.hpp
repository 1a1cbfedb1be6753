// SPDX-License-Identifier: BSL-1.0
//
// A chain of waits in words: as rows for a screen, and as one sentence. Says
// where knowledge ends, and never more than the chain is sure of.
#pragma once

#include <string>
#include <vector>

#include "visualizer/model/why.hpp"

namespace looplab::model {

/// One row of a chain: "held by worker", "which waits for fd 7". Its words are
/// `before`, `name` and `after`, so that a screen may say the name its own way.
struct why_row {
  int depth = 0;       ///< 0 = the one asked about; one more each step
  bool leads = false;  ///< this row names the next one
  std::string before, name, after;
  id who = 0;  ///< whom the row is about, to follow it
  std::uint16_t process = 0;
  task_state state = task_state::fresh;  ///< of whom it is about
  bool closes = false;  ///< it leads back to the row of `again`
};

/// "is asked about" first, then two rows a link: who it is, what it waits for.
std::vector<why_row> tell_why(const fold& from, const why_chain& chain);

/// What follows for the first one: "Ends at I/O: slow, but no
/// deadlock."
std::string moral_of(const fold& from, const why_chain& chain);

/// "wants lock m1", "waits for fd 7 (client)", "stands in line": what somebody
/// does, without saying who.
std::string waits_in_words(const fold& from, const why_link& link);

/// A deadlock in one sentence: "a waits for lock A held by b, which waits for
/// lock B held by a: neither can go on." Requires `ends` to be deadlock.
std::string deadlock_sentence(const fold& from, const why_chain& chain);

}  // namespace looplab::model
