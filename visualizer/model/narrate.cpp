// SPDX-License-Identifier: BSL-1.0
//
// The last entry of a fold in one plain sentence.
#include "visualizer/model/narrate.hpp"

#include "visualizer/model/words.hpp"

namespace looplab::model {

std::string deed(const fold& after) {
  if (after.now().position == 0) {
    return "Nothing has happened yet";
  }
  const trace::entry& e = after.events()[after.now().position - 1];
  return called(after, e.process, e.subject);
}

narration narrate(const fold& after) {
  return {deed(after) + ".", ""};
}

std::string one_line(const fold& after) {
  return deed(after);
}

}  // namespace looplab::model
