// SPDX-License-Identifier: BSL-1.0
//
// See moment.hpp. A number that is not wholly a number is refused: "turn:4l"
// must not silently be turn 4.
#include "visualizer/export/moment.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "visualizer/model/warnings.hpp"

namespace looplab::exporting {

namespace {

bool read_number(std::string_view text, std::size_t& out) {
  const char* const end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, out);
  return failed == std::errc() && stopped == end;
}

std::optional<std::size_t> cursor_of_turn(std::size_t turn,
                                          const model::timeline& time,
                                          model::whose chosen) {
  std::size_t cursor = 0;
  while (time.turn_at(cursor, chosen) < turn) {
    const std::size_t next = time.next_turn(cursor, chosen);
    if (next <= cursor) {
      return std::nullopt;
    }
    cursor = next;
    if (cursor >= time.size() && time.turn_at(cursor, chosen) < turn) {
      return std::nullopt;
    }
  }
  return cursor;
}

std::optional<std::size_t> turn_moment(std::string_view words,
                                       const model::timeline& time,
                                       model::whose chosen,
                                       std::string& error) {
  const auto plus = words.find('+');
  std::size_t turn = 0;
  std::size_t later = 0;
  if (!read_number(words.substr(0, plus), turn) ||
      (plus != words.npos && !read_number(words.substr(plus + 1), later))) {
    error = fmt::format(
        "'turn:{}' names no turn; write turn:41, or turn:41+3 for the third "
        "event after it begins",
        words);
    return std::nullopt;
  }
  const auto cursor = cursor_of_turn(turn, time, chosen);
  if (!cursor || *cursor + later > time.size()) {
    error = fmt::format(
        "the recording has no moment turn:{}; it has {} turns and {} events",
        words, time.turns(chosen), time.size());
    return std::nullopt;
  }
  return *cursor + later;
}

/// The Nth of some things of a recording, each known by its cursor.
std::optional<std::size_t> nth_of(const std::vector<std::size_t>& cursors,
                                  std::string_view what, std::string_view words,
                                  std::string& error) {
  std::size_t number = 0;
  if (!read_number(words, number) || number == 0) {
    error = fmt::format("'{0}:{1}' names no {0}; write {0}:1 for the first one",
                        what, words);
    return std::nullopt;
  }
  if (number > cursors.size()) {
    error = fmt::format("the recording has no {} {}; it has {}", what, number,
                        cursors.size());
    return std::nullopt;
  }
  return cursors[number - 1];
}

std::vector<std::size_t> cursors_of_captions(const trace::log& events) {
  std::vector<std::size_t> out;
  for (const trace::log::caption& one : events.captions()) {
    out.push_back(std::min(one.after, events.size()));
  }
  return out;
}

std::vector<std::size_t> cursors_of_warnings(const trace::log& events) {
  model::warnings found(events);
  found.catch_up();
  std::vector<std::size_t> out;
  for (const model::warning& one : found.all()) {
    out.push_back(one.first());
  }
  return out;
}

}  // namespace

std::optional<std::size_t> moment_of(std::string_view words,
                                     const model::timeline& time,
                                     std::string& error, model::whose chosen) {
  if (words == "start") {
    return 0;
  }
  if (words == "end") {
    return time.size();
  }
  if (words.starts_with("turn:")) {
    return turn_moment(words.substr(5), time, chosen, error);
  }
  if (words.starts_with("caption:")) {
    return nth_of(cursors_of_captions(time.events()), "caption",
                  words.substr(8), error);
  }
  if (words.starts_with("warning:")) {
    return nth_of(cursors_of_warnings(time.events()), "warning",
                  words.substr(8), error);
  }
  std::size_t event = 0;
  if (!words.starts_with("event:") || !read_number(words.substr(6), event)) {
    error = fmt::format(
        "'{}' is no moment; write turn:N, event:N, caption:N, warning:N, "
        "start or end",
        words);
    return std::nullopt;
  }
  if (event > time.size()) {
    error = fmt::format("the recording has no event {}; it has {} events",
                        event, time.size());
    return std::nullopt;
  }
  return event;
}

std::optional<range> range_of(std::string_view from, std::string_view until,
                              const model::timeline& time, std::string& error) {
  const auto first = moment_of(from, time, error);
  const auto last = first ? moment_of(until, time, error) : std::nullopt;
  if (!last) {
    return std::nullopt;
  }
  if (*last < *first) {
    error = fmt::format("'{}' comes before '{}': there is nothing between them",
                        until, from);
    return std::nullopt;
  }
  return range{*first, *last};
}

std::optional<double> speed_of(std::string_view words, std::string& error) {
  if (words == "real") {
    return 0;
  }
  const char* const end = words.data() + words.size();
  double out = 0;
  const auto [stopped, failed] = std::from_chars(words.data(), end, out);
  if (failed != std::errc() || stopped != end || !(out > 0) || out > 1000) {
    error = fmt::format(
        "'{}' is no speed; write events a second, from 0.1 to 1000, or real",
        words);
    return std::nullopt;
  }
  return out;
}

std::optional<frame::size> size_of(std::string_view words, std::string& error) {
  constexpr std::size_t most = 1000;
  const auto cross = std::min(words.find('x'), words.size());
  const auto after = std::min(cross + 1, words.size());
  std::size_t columns = 0;
  std::size_t rows = 0;
  if (!read_number(words.substr(0, cross), columns) ||
      !read_number(words.substr(after), rows) || columns == 0 || rows == 0 ||
      columns > most || rows > most) {
    error = fmt::format(
        "'{}' is no size; write columns x rows, for example 100x30", words);
    return std::nullopt;
  }
  return frame::size{static_cast<int>(columns), static_cast<int>(rows)};
}

}  // namespace looplab::exporting
