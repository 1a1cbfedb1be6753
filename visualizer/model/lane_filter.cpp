// SPDX-License-Identifier: BSL-1.0
//
// See lane_filter.hpp.
#include "visualizer/model/lane_filter.hpp"

#include <algorithm>
#include <cctype>

namespace looplab::model {

using trace::wait_why;

namespace {

constexpr std::string_view state_words[] = {
    "new", "ready", "running", "waits", "waits", "waits", "done", "error"};
constexpr std::string_view wait_words[] = {"io",   "timer", "lock", "join",
                                           "cond", "chan",  "work", "signal"};

char small(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::string in_small(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), small);
  return out;
}

bool has(std::string_view name, std::string_view part) {
  return std::search(name.begin(), name.end(), part.begin(), part.end(),
                     [](char a, char b) { return small(a) == b; }) !=
         name.end();
}

template <std::size_t N>
bool begins_one(const std::string_view (&words)[N], std::string_view begin) {
  return std::any_of(
      std::begin(words), std::end(words),
      [&](std::string_view one) { return one.starts_with(begin); });
}

}  // namespace

std::string_view wait_word(task_state state, wait_why why) {
  if (state == task_state::waits_io) {
    return why == wait_why::signal ? "signal" : "io";
  }
  if (state == task_state::waits_timer) {
    return "timer";
  }
  if (state != task_state::waits_lock) {
    return "";
  }
  switch (why) {
    case wait_why::join:
      return "join";
    case wait_why::condition:
      return "cond";
    case wait_why::channel_empty:
    case wait_why::channel_full:
      return "chan";
    case wait_why::idle:
      return "work";
    default:
      return "lock";
  }
}

lane_filter::lane_filter(std::string_view line) {
  while (!line.empty()) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    const std::string text = in_small(line.substr(0, blank));
    line.remove_prefix(std::min(blank + 1, line.size()));
    if (text.empty()) {
      continue;
    }
    word one{about::name, text};
    bool known = true;
    if (text.starts_with("state:")) {
      one = {about::state, text.substr(6)};
      known = begins_one(state_words, one.text);
    } else if (text.starts_with("waits:")) {
      one = {about::waits, text.substr(6)};
      known = begins_one(wait_words, one.text);
    }
    if (!known && unknown_.empty()) {
      unknown_ = text;
    }
    words_.push_back(std::move(one));
  }
}

bool lane_filter::admits(const task& lane) const {
  return std::all_of(words_.begin(), words_.end(), [&](const word& one) {
    switch (one.what) {
      case about::state:
        return state_words[static_cast<std::size_t>(lane.state)].starts_with(
            one.text);
      case about::waits: {
        const std::string_view waits = wait_word(lane.state, lane.why);
        return !waits.empty() && waits.starts_with(one.text);
      }
      default:
        return has(lane.name, one.text);
    }
  });
}

}  // namespace looplab::model
