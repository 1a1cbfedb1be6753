// SPDX-License-Identifier: BSL-1.0
//
// Where the words are: the model speaks in the sentences of its language file
// and has none of its own, or a second language would be more than one file.
#pragma once

#include <string>
#include <string_view>

#include "tests/house/tree.hpp"

namespace looplab::house {

/// visualizer/model/NAME.hpp, if all that it says is in a namespace NAME.
bool is_language(const text_file& file);

/// No letter in a literal of the model's: none but in placeholders, in what
/// the preprocessor reads, and in the few names that no language changes.
complaints check_sentences(const text_file& file);

}  // namespace looplab::house
