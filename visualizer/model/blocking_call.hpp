// SPDX-License-Identifier: BSL-1.0
//
// A wait in a call: which stops may be one, and how it is called. Private to
// the analysis.
#pragma once

#include <string>
#include <string_view>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

/// Whether such a wait may be one in a call: what else stops goes back to its
/// loop or to a queue.
bool may_be_call(const trace::entry& e);

/// What is said of a wait, and what to do about it.
struct wording {
  std::string deed;
  std::string_view advice;
};

wording words_of_call(const fold& now, const trace::entry& e);

/// Characters of a name where two of them stand in one sentence.
inline constexpr std::size_t most_of_two_names = 10;

}  // namespace looplab::model
