// SPDX-License-Identifier: BSL-1.0
//
// Reading the tree. A folder that is built, hidden, a cache, or full of a
// student's own answers is not entered.
#include "tests/house/tree.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace looplab::house {

namespace {

bool is_ours(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  return name != "build" && name != ".git" && name != "__pycache__" &&
         name != "looplab-exercises";
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

bool text_file::ends_with(std::string_view ending) const {
  return std::string_view(path).ends_with(ending);
}

bool text_file::is_below(std::string_view folder) const {
  return path.starts_with(std::string(folder) + "/");
}

std::string text_file::name() const {
  return std::filesystem::path(path).filename().string();
}

std::vector<text_file> read_tree(const std::filesystem::path& root) {
  std::vector<text_file> files;
  std::filesystem::recursive_directory_iterator walk(root);
  for (const auto& entry : walk) {
    if (entry.is_directory() && !is_ours(entry.path())) {
      walk.disable_recursion_pending();
    }
    if (entry.is_regular_file()) {
      files.push_back({entry.path().lexically_relative(root).string(),
                       contents(entry.path())});
    }
  }
  std::ranges::sort(files, {}, &text_file::path);
  return files;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string at_line(const text_file& file, std::size_t line,
                    std::string_view sentence) {
  return file.path + ":" + std::to_string(line) + ": " + std::string(sentence);
}

}  // namespace looplab::house
