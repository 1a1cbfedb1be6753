// SPDX-License-Identifier: BSL-1.0
//
// See warning_words.hpp.
#include "visualizer/model/warning_words.hpp"

#include <fmt/format.h>

#include <array>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

struct kind_name {
  std::string_view name, unit;
};

constexpr std::array<kind_name, warning_kinds> names = {{
    {"long handler", "ns"},
    {"blocking call", "ns"},
    {"never suspends", "ns"},
    {"destroyed", "ns"},
    {"never awaited", "ns"},
    {"never resumed", "ns"},
    {"held lock", "ns"},
    {"deadlock", "tasks"},
    {"lost wake-up", "bytes"},
    {"busy polling", "turns"},
    {"descriptor leak", "descriptors"},
    {"growing queue", "in line"},
    {"growing threads", "threads"},
}};

}  // namespace

std::string_view kind_words(warning_kind kind) {
  return names[static_cast<std::size_t>(kind)].name;
}

std::string_view unit_of(warning_kind kind) {
  return names[static_cast<std::size_t>(kind)].unit;
}

std::string figure_words(warning_kind kind, std::int64_t figure) {
  std::string_view unit = unit_of(kind);
  if (figure == 1 && unit.back() == 's' && unit != "ns") {
    unit.remove_suffix(1);
  }
  return unit == "ns" ? duration(figure) : fmt::format("{} {}", figure, unit);
}

std::string seen_words(const known_warning& what) {
  if (what.count == 0) {
    return "later";
  }
  const std::string figure = figure_words(what.of->kind, what.worst);
  return what.count == 1
             ? "once, " + figure
             : fmt::format("{}{} times, up to {}", what.at_least ? "over " : "",
                           what.count, figure);
}

std::string place_words(const trace::log& events, std::uint32_t place) {
  const trace::place& p = events.at(place);
  const trace::frame_line* shown = nullptr;
  for (const trace::frame_line& frame : p.frames) {
    // The program's own line says more than one of a library's header.
    const bool own = frame.file.rfind("/usr/", 0) != 0;
    if (!frame.file.empty() && (shown == nullptr || own)) {
      shown = &frame;
      if (own) {
        break;
      }
    }
  }
  if (shown == nullptr) {
    return "";
  }
  const std::string_view file = shown->file;
  return printable(
      fmt::format("{}:{}", file.substr(file.rfind('/') + 1), shown->line));
}

}  // namespace looplab::model
