// SPDX-License-Identifier: BSL-1.0
//
// See warning_words.hpp.
#include "visualizer/model/warning_words.hpp"

#include <fmt/format.h>

#include <iterator>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

static_assert(std::size(said::warnings::kinds) == warning_kinds);

const said::warnings::kind& said_of(warning_kind kind) {
  return said::warnings::kinds[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view kind_words(warning_kind kind) {
  return said_of(kind).name;
}

std::string figure_words(warning_kind kind, std::int64_t figure) {
  const said::warnings::kind& of = said_of(kind);
  return of.one.empty() ? duration(figure)
                        : fmt::format(said::warnings::figure, figure,
                                      figure == 1 ? of.one : of.many);
}

std::string seen_words(const known_warning& what) {
  if (what.count == 0) {
    return said::warnings::seen_later;
  }
  const std::string figure = figure_words(what.of->kind, what.worst);
  if (what.count == 1) {
    return fmt::format(said::warnings::seen_once, figure);
  }
  return what.at_least
             ? fmt::format(said::warnings::seen_over, what.count, figure)
             : fmt::format(said::warnings::seen, what.count, figure);
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
