// SPDX-License-Identifier: BSL-1.0
//
// The project's files as text, for the rules of the house. It reads the folder
// as it is, so that a file counts before it is committed; it leaves out what is
// built, and changes nothing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace looplab::house {

/// One file: its path from the root of the tree, and all of its text.
struct text_file {
  std::string path;
  std::string text;

  [[nodiscard]] bool ends_with(std::string_view ending) const;
  [[nodiscard]] bool is_below(std::string_view folder) const;
  [[nodiscard]] std::string name() const;
};

/// What a rule has to say about a file: whole sentences, none when content.
using complaints = std::vector<std::string>;

/// Every file of the tree below `root`, sorted by path. Throws
/// std::filesystem::filesystem_error when the tree cannot be read.
std::vector<text_file> read_tree(const std::filesystem::path& root);

/// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// The words "PATH:LINE: SENTENCE", as compilers and editors know them.
std::string at_line(const text_file& file, std::size_t line,
                    std::string_view sentence);

}  // namespace looplab::house
