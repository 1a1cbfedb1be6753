// SPDX-License-Identifier: BSL-1.0
//
// See big_letters.hpp. A letter is its five rows of dots, one after the other.
#include "visualizer/frame/big_letters.hpp"

#include <algorithm>

namespace looplab::frame {

namespace {

constexpr int dots_high = 5;

struct letter {
  char name;
  std::string_view dots;
};

constexpr letter letters[] = {
    {'A', "### # # ### # # # #"},      {'D', "##  # # # # # # ## "},
    {'E', "### #   ##  #   ###"},      {'I', "# # # # #"},
    {'L', "#   #   #   #   ###"},      {'M', "#  # #### #### #  # #  #"},
    {'N', "#  # ## # # ## #  # #  #"}, {'O', "### # # # # # # ###"},
    {'P', "##  # # ##  #   #  "},      {'R', "##  # # ##  # # # #"},
    {'S', "### #   ###   # ###"},      {'T', "###  #   #   #   # "},
    {'U', "# # # # # # # # ###"},      {'W', "#  # #  # #### #### #  #"},
    {'0', "### # # # # # # ###"},      {'1', " #  ##   #   #  ###"},
    {'2', "###   # ### #   ###"},      {'3', "###   # ###   # ###"},
    {'4', "# # # # ###   #   #"},      {'5', "### #   ###   # ###"},
    {'6', "### #   ### # # ###"},      {'7', "###   #   #   #   #"},
    {'8', "### # # ### # # ###"},      {'9', "### # # ###   # ###"},
};

std::string_view dots_of(char name) {
  const auto at = std::ranges::find(letters, name, &letter::name);
  return at == std::end(letters) ? std::string_view() : at->dots;
}

/// Five rows with a blank between each two.
int width_of(std::string_view dots) {
  return (static_cast<int>(dots.size()) + 1) / dots_high - 1;
}

bool has_dot(std::string_view dots, int x, int y) {
  const auto at = static_cast<std::size_t>(y * (width_of(dots) + 1) + x);
  return y < dots_high && at < dots.size() && dots[at] == '#';
}

char32_t cell_of(std::string_view dots, int x, int y, const glyphs& with) {
  if (with.ascii) {
    return has_dot(dots, x, y) ? U'#' : U' ';
  }
  const bool upper = has_dot(dots, x, 2 * y);
  const bool lower = has_dot(dots, x, 2 * y + 1);
  return upper && lower ? U'█' : upper ? U'▀' : lower ? U'▄' : U' ';
}

}  // namespace

int rows_of_big(const glyphs& with) {
  return with.ascii ? dots_high : (dots_high + 1) / 2;
}

int columns_of_big(std::string_view word) {
  int columns = 0;
  for (const char name : word) {
    const std::string_view dots = dots_of(name);
    columns += dots.empty() ? (name == ' ' ? 2 : 0) : width_of(dots) + 1;
  }
  return std::max(0, columns - 1);
}

int put_big(grid& on, int x, int y, std::string_view word, style look,
            const glyphs& with) {
  for (const char name : word) {
    const std::string_view dots = dots_of(name);
    if (dots.empty()) {
      x += name == ' ' ? 2 : 0;
      continue;
    }
    for (int row = 0; row < rows_of_big(with); ++row) {
      for (int i = 0; i < width_of(dots); ++i) {
        on.put(x + i, y + row, cell_of(dots, i, row, with), look);
      }
    }
    x += width_of(dots) + 1;
  }
  return x;
}

}  // namespace looplab::frame
