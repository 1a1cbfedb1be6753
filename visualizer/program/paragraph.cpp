// SPDX-License-Identifier: BSL-1.0
//
// See paragraph.hpp.
#include "visualizer/program/paragraph.hpp"

#include <algorithm>

namespace looplab::program {

std::string paragraph(std::string text, std::size_t indent) {
  std::ranges::replace(text, '\n', ' ');
  std::string out;
  while (text.size() > terminal_columns) {
    std::size_t gap = text.rfind(' ', terminal_columns);
    if (gap == text.npos || gap < indent) {
      gap = text.find(' ', terminal_columns);
    }
    if (gap == text.npos) {
      break;
    }
    out += text.substr(0, gap) + '\n';
    text = std::string(indent, ' ') + text.substr(gap + 1);
  }
  return out + text + '\n';
}

}  // namespace looplab::program
