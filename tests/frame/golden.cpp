// SPDX-License-Identifier: BSL-1.0
//
// See golden.hpp.
#include "tests/frame/golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

namespace looplab::tests {

namespace {

/// Styles in the order of the enumeration; text is a blank.
constexpr char style_letters[] = " -BRriTLdX123hb=kxAtsnCo/NeSmMw";
static_assert(sizeof(style_letters) == frame::styles + 1);

char letter_of(const frame::cell& cell) {
  return cell.reversed ? '%' : style_letters[static_cast<int>(cell.look)];
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream from(text);
  for (std::string line; std::getline(from, line);) {
    out.push_back(line);
  }
  return out;
}

std::string read(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string first_difference(const std::string& expected,
                             const std::string& drawn) {
  const auto want = lines_of(expected);
  const auto have = lines_of(drawn);
  std::string out;
  int told = 0;
  for (std::size_t y = 0; y < std::max(want.size(), have.size()); ++y) {
    const std::string a = y < want.size() ? want[y] : "(no such line)";
    const std::string b = y < have.size() ? have[y] : "(no such line)";
    if (a != b && told++ < 4) {
      out += "line " + std::to_string(y + 1) + "\n  golden: " + a +
             "\n  drawn:  " + b + "\n";
    }
  }
  return out + std::to_string(told) + " lines differ";
}

}  // namespace

std::string golden_text(const frame::grid& drawn) {
  std::string out = drawn.text() + "---\n";
  const auto [columns, rows] = drawn.extent();
  for (int y = 0; y < rows; ++y) {
    std::string line;
    for (int x = 0; x < columns; ++x) {
      line += letter_of(drawn.at(x, y));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

std::string against_golden(const std::string& name, const frame::grid& drawn) {
  const std::string file = std::string(GOLDEN_DIRECTORY) + "/" + name + ".txt";
  const std::string text = golden_text(drawn);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::trunc) << text;
    return "";
  }
  const std::string expected = read(file);
  if (expected.empty()) {
    return "there is no golden file " + name +
           ".txt; UPDATE_GOLDEN=1 makes it, look at it before you commit it";
  }
  return expected == text ? ""
                          : first_difference(expected, text) +
                                "; UPDATE_GOLDEN=1 accepts, look at it first";
}

}  // namespace looplab::tests
