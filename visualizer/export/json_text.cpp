// SPDX-License-Identifier: BSL-1.0
//
// See json_text.hpp. Characters are taken as the screen takes them, so that a
// name is the same in every export.
#include "visualizer/export/json_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

/// Those that JSON, HTML or JavaScript's older line rules give a meaning.
bool is_escaped(char32_t glyph) {
  return glyph < U' ' || glyph == U'"' || glyph == U'\\' || glyph == U'<' ||
         glyph == U'>' || glyph == U'&' || glyph == 0x2028 || glyph == 0x2029;
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const model::character next = model::first_character(text);
    if (is_escaped(next.glyph)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                     static_cast<unsigned>(next.glyph));
    } else {
      model::append_utf8(out, next.glyph);
    }
    text.remove_prefix(next.bytes);
  }
  out += '"';
}

std::string json_of(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

}  // namespace looplab::exporting
