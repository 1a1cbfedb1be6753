// SPDX-License-Identifier: BSL-1.0
//
// See page_style.hpp. A rectangle is a background of one colour with a size and
// a place in parts of the cell; the character itself stays in the page, unseen,
// for whoever copies or searches.
#include "visualizer/export/page_style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "visualizer/export/json_text.hpp"
#include "visualizer/export/rgb.hpp"
#include "visualizer/export/shapes.hpp"
#include "visualizer/export/svg.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

using frame::theme;

constexpr char32_t first_shape = 0x2500, last_shape = 0x259f;

/// Where a background of this size begins, in the percent of CSS: of the room
/// that it leaves.
double percent_of_room(int begin, int length, int whole) {
  return length == whole ? 0 : 100.0 * begin / (whole - length);
}

std::string rule_of_shape(char32_t glyph, const std::vector<rectangle>& shape) {
  std::string images, sizes, places;
  for (const rectangle& r : shape) {
    const std::string_view comma = images.empty() ? "" : ",";
    images += comma;
    images += "linear-gradient(currentColor,currentColor)";
    sizes +=
        fmt::format("{}{:.4g}% {:.4g}%", comma, 100.0 * r.width / cell_width,
                    100.0 * r.height / cell_height);
    places += fmt::format("{}{:.4g}% {:.4g}%", comma,
                          percent_of_room(r.x, r.width, cell_width),
                          percent_of_room(r.y, r.height, cell_height));
  }
  return fmt::format(
      ".u{:x}{{background-image:{};background-size:{};"
      "background-position:{}}}\n",
      static_cast<unsigned>(glyph), images, sizes, places);
}

std::string rules_of_theme(theme which, std::string_view name) {
  std::string out;
  for (int look = 0; look < 2 * frame::styles; ++look) {
    frame::cell cell;
    cell.look = static_cast<frame::style>(look % frame::styles);
    cell.reversed = look >= frame::styles;
    const ink as = ink_of(which, cell);
    out += fmt::format(
        "[data-theme={}] .l{}{{color:{};background-color:{}{}}}\n", name, look,
        hex(as.text), hex(as.paper), as.bold ? ";font-weight:bold" : "");
  }
  return out;
}

}  // namespace

std::string style_of_cells() {
  std::string out = rules_of_theme(theme::dark, "dark") +
                    rules_of_theme(theme::light, "light");
  for (char32_t glyph = first_shape; glyph <= last_shape; ++glyph) {
    if (const auto shape = shape_of(glyph); !shape.empty()) {
      out += rule_of_shape(glyph, shape);
    }
  }
  return out;
}

std::string shapes_of_cells() {
  std::string out;
  for (char32_t glyph = first_shape; glyph <= last_shape; ++glyph) {
    const auto shape = shape_of(glyph);
    if (shape.empty()) {
      continue;
    }
    const bool joins = std::ranges::all_of(
        shape, [](const rectangle& r) { return r.width == cell_width; });
    std::string character;
    model::append_utf8(character, glyph);
    out += fmt::format("{}\"{}\":{}", out.empty() ? "" : ",", character,
                       joins ? 1 : 0);
  }
  return "{" + out + "}";
}

}  // namespace looplab::exporting
