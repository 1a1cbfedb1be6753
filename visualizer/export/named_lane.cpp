// SPDX-License-Identifier: BSL-1.0
//
// See named_lane.hpp. A name comes from the program: it is printed in an error
// as a screen would show it.
#include "visualizer/export/named_lane.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

/// More names than these make no sentence.
constexpr std::size_t most_named = 6;

/// "t1 main, t2 acceptor and 4 more".
std::string listed(const model::state& now,
                   const std::vector<std::size_t>& lanes) {
  std::string out;
  const std::size_t named = std::min(lanes.size(), most_named);
  for (std::size_t i = 0; i < named; ++i) {
    out += i == 0 ? "" : ", ";
    out += model::printable(frame::label_at(now, lanes[i]));
  }
  return lanes.size() > named
             ? fmt::format("{} and {} more", out, lanes.size() - named)
             : out;
}

}  // namespace

std::optional<std::size_t> lane_named(std::string_view words,
                                      const model::state& now,
                                      std::string& error) {
  std::vector<std::size_t> all, found;
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    all.push_back(i);
    if (now.tasks[i].name == words || fmt::format("t{}", i + 1) == words ||
        frame::label_at(now, i) == words) {
      found.push_back(i);
    }
  }
  if (found.size() == 1) {
    return found.front();
  }
  const std::string name = model::printable(words);
  error = !found.empty() ? fmt::format(
                               "{} tasks are called '{}' at this "
                               "moment; say which: {}",
                               found.size(), name, listed(now, found))
          : all.empty() ? fmt::format(
                              "there is no task '{}' at this moment, nor any "
                              "other",
                              name)
                        : fmt::format(
                              "there is no task '{}' at this moment; there are "
                              "{}",
                              name, listed(now, all));
  return std::nullopt;
}

}  // namespace looplab::exporting
