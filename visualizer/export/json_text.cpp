// SPDX-License-Identifier: BSL-1.0
//
// See json_text.hpp.
#include "visualizer/export/json_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

/// Those that JSON or HTML gives a meaning.
bool is_escaped(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == '"' ||
         byte == '\\' || byte == '<' || byte == '>' || byte == '&';
}

}  // namespace

void append_json_bytes(std::string& out, std::string_view utf8) {
  out += '"';
  for (const char byte : utf8) {
    if (is_escaped(byte)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += byte;
    }
  }
  out += '"';
}

void append_json(std::string& out, std::string_view text) {
  append_json_bytes(out, model::printable(text));
}

std::string json_of(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

}  // namespace looplab::exporting
