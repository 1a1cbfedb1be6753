// SPDX-License-Identifier: BSL-1.0
//
// A sentence or more, printed for a person: lines end between words, before
// the terminal would end them anywhere.
#pragma once

#include <cstddef>
#include <string>

namespace looplab::program {

constexpr std::size_t terminal_columns = 80;

/// Takes off a line what is too wide for a terminal, between words, and returns
/// it with an indent of its own; "" if the line fits or is one word. Words that
/// begin within the first `indent` columns are the line's head, and stay.
std::string cut_off(std::string& line, std::size_t indent);

/// The text in lines of at most 80 columns, each with its end; from the second
/// on they are indented. A word that is longer than a line is left whole.
std::string paragraph(std::string text, std::size_t indent);

}  // namespace looplab::program
