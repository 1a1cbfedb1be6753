// SPDX-License-Identifier: BSL-1.0
//
// See plain_page.hpp. A link that goes on in the next line stays as it is, and
// so does what is in a block of code.
#include "visualizer/program/plain_page.hpp"

#include <sstream>

#include "visualizer/program/paragraph.hpp"

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

std::string told(const std::string& words, const std::string& target,
                 const fs::path& folder, const fs::path& root) {
  if (target.find("://") != target.npos) {
    return words == target ? target : words + " (" + target + ")";
  }
  const fs::path file = (folder / target).lexically_normal();
  const std::string path = file.lexically_relative(root).string();
  return words == file.filename() ? path : words + " (" + path + ")";
}

std::string without_links(std::string line, const fs::path& folder,
                          const fs::path& root) {
  std::size_t from = 0;
  for (std::size_t middle = 0; (middle = line.find("](", from)) != line.npos;) {
    const std::size_t begin = line.rfind('[', middle);
    const std::size_t end = line.find(')', middle);
    if (begin == line.npos || begin < from || end == line.npos) {
      return line;
    }
    const std::string words =
        told(line.substr(begin + 1, middle - begin - 1),
             line.substr(middle + 2, end - middle - 2), folder, root);
    line.replace(begin, end + 1 - begin, words);
    from = begin + words.size();
  }
  return line;
}

std::string without_indent(const std::string& line) {
  const std::size_t words = line.find_first_not_of(' ');
  return words == line.npos ? "" : line.substr(words);
}

/// Whether a line goes on with the paragraph of the one before it.
bool goes_on(const std::string& line) {
  const std::string words = without_indent(line);
  const std::size_t number = words.find_first_not_of("0123456789");
  const bool numbered =
      number > 0 && number != words.npos && words.compare(number, 2, ". ") == 0;
  return !words.empty() && !numbered && !words.starts_with("- ") &&
         !words.starts_with("```") && words.find_first_of("#|") != 0;
}

/// How far the next line of its paragraph is indented.
std::size_t indent_of(const std::string& line) {
  return line.size() - without_indent(line).size() + (goes_on(line) ? 0 : 2);
}

}  // namespace

std::string plain_page(const std::string& markdown, const fs::path& folder,
                       const fs::path& root) {
  std::string out, rest;  // the rest of the line before this one
  std::istringstream page(markdown);
  bool code = false;
  for (std::string line; std::getline(page, line);) {
    code = code != line.starts_with("```");
    line = code ? line : without_links(line, folder, root);
    if (!rest.empty() && (code || !goes_on(line))) {
      out += paragraph(rest, indent_of(rest));
    } else if (!rest.empty()) {
      line = rest + ' ' + without_indent(line);
    }
    const bool table = line.starts_with('|');
    rest = code || table ? "" : cut_off(line, indent_of(line));
    out += line + '\n';
  }
  return rest.empty() ? out : out + paragraph(rest, indent_of(rest));
}

}  // namespace looplab::program
