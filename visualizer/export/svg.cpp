// SPDX-License-Identifier: BSL-1.0
//
// Row by row: first the paper, one rectangle for each run of one colour; then
// the ink, shapes as rectangles and the rest as runs of text.
#include "visualizer/export/svg.hpp"

#include <fmt/format.h>

#include <iterator>

#include "visualizer/export/rgb.hpp"
#include "visualizer/export/shapes.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

constexpr int font_size = 15;
constexpr int baseline = 14;

class painter {
 public:
  painter(const frame::grid& picture, frame::theme theme)
      : from_(picture), theme_(theme) {}

  std::string paint() {
    const auto [columns, rows] = from_.extent();
    const rgb paper = ink_of(theme_, {}).paper;
    write(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
        "height=\"{1}\" viewBox=\"0 0 {0} {1}\" shape-rendering=\"crispEdges\" "
        "font-family=\"DejaVu Sans Mono, monospace\" font-size=\"{2}\">\n",
        columns * cell_width, rows * cell_height, font_size);
    rect({0, 0, columns * cell_width, rows * cell_height}, paper);
    for (int y = 0; y < rows; ++y) {
      runs(y, paper);
    }
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  template <class... Parts>
  void write(fmt::format_string<Parts...> how, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out_), how,
                   std::forward<Parts>(parts)...);
  }

  ink at(int x, int y) const { return ink_of(theme_, from_.at(x, y)); }

  /// Sharp edges, so that no seam is seen between two blocks; but a thin line
  /// with them is no line at all where the picture is shown smaller.
  void rect(const rectangle& r, rgb colour) {
    const bool thin = r.width == 1 || r.height == 1;
    write(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" "
        "fill=\"{}\"{}/>\n",
        r.x, r.y, r.width, r.height, hex(colour),
        thin ? " shape-rendering=\"auto\"" : "");
  }

  /// Calls `act(first, end)` for each stretch of cells that are `same`.
  template <class Same, class Act>
  void stretches(Same same, Act act) const {
    const int columns = from_.extent().columns;
    for (int x = 0; x < columns;) {
      int end = x + 1;
      while (end < columns && same(x, end)) {
        ++end;
      }
      act(x, end);
      x = end;
    }
  }

  void runs(int y, rgb paper) {
    stretches([&](int a, int b) { return at(a, y).paper == at(b, y).paper; },
              [&](int first, int end) {
                if (const rgb own = at(first, y).paper; own != paper) {
                  rect({first * cell_width, y * cell_height,
                        (end - first) * cell_width, cell_height},
                       own);
                }
              });
    stretches([&](int a, int b) { return joins(a, b, y); },
              [&](int first, int end) { ink_run(first, end, y); });
  }

  /// Equal shapes join to one wide shape, other characters to one text.
  bool joins(int a, int b, int y) const {
    const char32_t one = from_.at(a, y).glyph;
    const char32_t other = from_.at(b, y).glyph;
    const bool shaped = !shape_of(one).empty();
    return at(a, y) == at(b, y) && shaped == !shape_of(other).empty() &&
           (!shaped || one == other);
  }

  void ink_run(int first, int end, int y) {
    const ink look = at(first, y);
    const auto shape = shape_of(from_.at(first, y).glyph);
    if (shape.empty()) {
      text_run(first, end, y, look);
      return;
    }
    for (int x = first; x < end; ++x) {
      for (rectangle r : shape) {
        r.x += x * cell_width;
        r.y += y * cell_height;
        if (r.width == cell_width) {  // it touches its neighbour: one piece
          if (x != first) {
            continue;
          }
          r.width *= end - first;
        }
        rect(r, look.text);
      }
    }
  }

  void text_run(int first, int end, int y, const ink& look) {
    while (first < end && from_.at(first, y).glyph == U' ') {
      ++first;
    }
    while (end > first && from_.at(end - 1, y).glyph == U' ') {
      --end;
    }
    if (first == end) {
      return;
    }
    write(
        "<text x=\"{}\" y=\"{}\" textLength=\"{}\" fill=\"{}\"{} "
        "xml:space=\"preserve\">",
        first * cell_width, y * cell_height + baseline,
        (end - first) * cell_width, hex(look.text),
        look.bold ? " font-weight=\"bold\"" : "");
    for (int x = first; x < end; ++x) {
      character(from_.at(x, y).glyph);
    }
    out_ += "</text>\n";
  }

  void character(char32_t glyph) {
    switch (glyph) {
      case U'&':
        out_ += "&amp;";
        break;
      case U'<':
        out_ += "&lt;";
        break;
      case U'>':
        out_ += "&gt;";
        break;
      default:
        model::append_utf8(out_, glyph);
    }
  }

  const frame::grid& from_;
  frame::theme theme_;
  std::string out_;
};

}  // namespace

std::string svg_of(const frame::grid& picture, frame::theme theme) {
  return painter(picture, theme).paint();
}

}  // namespace looplab::exporting
