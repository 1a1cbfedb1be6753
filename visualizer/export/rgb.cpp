// SPDX-License-Identifier: BSL-1.0
//
// xterm's palette: sixteen named colours, a cube of six steps a side, a ramp
// of greys. Mono prints black on white, since a picture of it goes to paper.
#include "visualizer/export/rgb.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace looplab::exporting {

namespace {

constexpr std::array<rgb, 16> named = {{{0, 0, 0},
                                        {205, 0, 0},
                                        {0, 205, 0},
                                        {205, 205, 0},
                                        {0, 0, 238},
                                        {205, 0, 205},
                                        {0, 205, 205},
                                        {229, 229, 229},
                                        {127, 127, 127},
                                        {255, 0, 0},
                                        {0, 255, 0},
                                        {255, 255, 0},
                                        {92, 92, 255},
                                        {255, 0, 255},
                                        {0, 255, 255},
                                        {255, 255, 255}}};

std::uint8_t step(int level) {
  return static_cast<std::uint8_t>(level == 0 ? 0 : 55 + 40 * level);
}

std::uint8_t between(std::uint8_t a, std::uint8_t b) {
  return static_cast<std::uint8_t>((a * 3 + b * 2) / 5);
}

rgb faded(rgb text, rgb paper) {
  return {between(text.red, paper.red), between(text.green, paper.green),
          between(text.blue, paper.blue)};
}

}  // namespace

rgb colour_of(short index) {
  if (index < 16) {
    return named[static_cast<std::size_t>(index < 0 ? 0 : index)];
  }
  if (index >= 232) {
    const auto grey = static_cast<std::uint8_t>(8 + 10 * (index - 232));
    return {grey, grey, grey};
  }
  const int cube = index - 16;
  return {step(cube / 36), step(cube / 6 % 6), step(cube % 6)};
}

std::string hex(rgb colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green,
                     colour.blue);
}

ink ink_of(frame::theme theme, const frame::cell& cell) {
  const frame::appearance a = frame::look_of(theme, cell.look);
  constexpr rgb black{0, 0, 0};
  constexpr rgb white{255, 255, 255};
  ink out{a.foreground < 0 ? black : colour_of(a.foreground),
          a.background < 0 ? white : colour_of(a.background), a.bold};
  if (a.dim) {
    out.text = faded(out.text, out.paper);
  }
  if (a.reverse != cell.reversed) {
    std::swap(out.text, out.paper);
  }
  return out;
}

}  // namespace looplab::exporting
