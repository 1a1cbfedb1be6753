// SPDX-License-Identifier: BSL-1.0
//
// The rules for source files, each a pure function from a file to complaints,
// so that each is tried on bad strings before it judges the tree. They read
// text, not C++: what needs a parser is left to the compiler and clang-tidy.
#pragma once

#include "tests/house/tree.hpp"

namespace looplab::house {

/// C, C++, Python and shell sources, and CMake files.
bool is_source(const text_file& file);

/// A file fits in a head: 300 lines; less for what a student reads whole, and
/// more for all the sentences of a language.
complaints check_size(const text_file& file);

/// 80 columns fit a projector and two editors side by side.
complaints check_columns(const text_file& file);

/// The licence in the first line (the second, after a shebang), and then a
/// paragraph that says what the file is, here or in the file's own header.
complaints check_head(const text_file& file);

/// A C++ function fits on a screen: 60 lines.
complaints check_functions(const text_file& file);

/// Words that have no place in finished work, and in tests, sleeping.
complaints check_words(const text_file& file);

/// A chapter's server says who waits, and knows nothing of being watched; its
/// machinery tells the recorder in at most 8 places.
complaints check_chapter_code(const text_file& file);

}  // namespace looplab::house
