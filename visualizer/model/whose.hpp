// SPDX-License-Identifier: BSL-1.0
//
// A program may be a family: a master and its workers. A person looks at all of
// them, or at one; what is asked of a timeline is asked with that choice.
#pragma once

#include <cstdint>
#include <optional>

#include "visualizer/model/facts.hpp"
#include "visualizer/model/state.hpp"

namespace looplab::model {

/// The process whose lanes, loop and kernel side are meant, by its index in the
/// log; nothing: all lanes, and the loop with the most turns.
using whose = std::optional<std::uint16_t>;

/// The slot of the loop that is meant, the chosen process's with the most
/// turns; no_slot if there is none.
std::uint32_t loop_of(const facts& now, whose chosen);

/// Whom a key chooses after this one: the processes that live, in the order in
/// which they came, then all together again. Where none lives, all that did.
whose next_process(const state& now, whose chosen);

inline bool is_meant(whose chosen, std::uint16_t process) {
  return !chosen || *chosen == process;
}

}  // namespace looplab::model
