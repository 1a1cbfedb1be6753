// SPDX-License-Identifier: BSL-1.0
//
// See warning_lines.hpp. The names in it are a program's own: they are printed
// as a screen would show them, and escaped for JSON.
#include "visualizer/program/warning_lines.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "trace/recording.hpp"
#include "visualizer/model/characters.hpp"
#include "visualizer/model/warning_codes.hpp"
#include "visualizer/model/warning_words.hpp"

namespace looplab::program {

namespace {

using model::known_warning;
using model::warning;

/// A text that has no control characters.
std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : model::printable(text)) {
    out += c == '"' || c == '\\' ? "\\" : "";
    out += c;
  }
  return out + '"';
}

std::string pid_of(const trace::log& events, const warning& w) {
  return w.process < events.processes().size()
             ? fmt::format("{}", events.processes()[w.process].pid)
             : "0";
}

std::string object(const trace::log& events, const known_warning& known) {
  const warning& w = *known.of;
  const std::int64_t start = events[0].t_ns;
  const auto at_ns = [&](std::size_t cursor) {
    return cursor == 0 ? 0 : events[cursor - 1].t_ns - start;
  };
  return fmt::format(
      R"({{"kind":{},"pid":{},"what":{},"advice":{},"place":{},"count":{},)"
      R"("worst":{},"unit":{},"first_entry":{},"last_entry":{},)"
      R"("first_ns":{},"last_ns":{}}})"
      "\n",
      json_text(model::kind_code(w.kind)), pid_of(events, w), json_text(w.what),
      json_text(w.advice), json_text(model::place_words(events, w.place)),
      w.count, w.worst, json_text(model::unit_code(w.kind)), w.first(), w.last,
      at_ns(w.first()), at_ns(w.last));
}

}  // namespace

std::string warning_lines(const trace::log& events,
                          const model::warnings& found) {
  std::string out;
  for (const known_warning& known : found.at(events.size())) {
    const warning& w = *known.of;
    const std::string place = model::place_words(events, w.place);
    out += fmt::format("looplab: ! {}: {} [{}{}{}]\n  {}\n",
                       model::kind_words(w.kind), model::printable(w.what),
                       model::seen_words(known), place.empty() ? "" : "; ",
                       place, w.advice);
  }
  return out;
}

std::string warning_objects(const trace::log& events,
                            const model::warnings& found) {
  std::string out;
  for (const known_warning& known : found.at(events.size())) {
    out += object(events, known);
  }
  return out;
}

int print_warnings(const std::string& recording,
                   const model::warning_limits& limits, bool json) {
  trace::log events;
  std::string note, error;
  if (!trace::read_recording(recording, events, note, error)) {
    fmt::print(stderr, "looplab: {}\n", error);
    return 3;
  }
  if (!note.empty()) {
    fmt::print(stderr, "looplab: {}\n", note);
  }
  model::warnings found(events, limits);
  found.catch_up();
  const std::string text =
      json ? warning_objects(events, found) : warning_lines(events, found);
  const bool printed =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!printed || std::fflush(stdout) != 0) {
    fmt::print(stderr, "looplab: cannot print the warnings: {}\n",
               std::strerror(errno));
    return 3;
  }
  return 0;
}

}  // namespace looplab::program
