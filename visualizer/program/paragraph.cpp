// SPDX-License-Identifier: BSL-1.0
//
// See paragraph.hpp. Widths are columns, not bytes: names and captions hold
// characters of more than one byte.
#include "visualizer/program/paragraph.hpp"

#include <algorithm>

#include "visualizer/model/characters.hpp"

namespace looplab::program {

std::string cut_off(std::string& line, std::size_t indent) {
  if (model::width_of(line) <= terminal_columns) {
    return "";
  }
  const std::size_t room = model::bytes_of(line, terminal_columns);
  std::size_t gap = line.rfind(' ', room);
  if (gap == line.npos || gap < indent) {
    gap = line.find(' ', std::max(room, indent));
  }
  if (gap == line.npos) {
    return "";
  }
  const std::string rest = std::string(indent, ' ') + line.substr(gap + 1);
  line.erase(gap);
  return rest;
}

std::string paragraph(std::string text, std::size_t indent) {
  std::ranges::replace(text, '\n', ' ');
  std::string out;
  for (std::string rest; !(rest = cut_off(text, indent)).empty(); text = rest) {
    out += text + '\n';
  }
  return out + text + '\n';
}

}  // namespace looplab::program
