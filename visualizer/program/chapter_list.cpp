// SPDX-License-Identifier: BSL-1.0
//
// See chapter_list.hpp.
#include "visualizer/program/chapter_list.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "visualizer/program/catalogue.hpp"

namespace looplab::program {

std::vector<std::string> list_chapters(bool json) {
  std::vector<std::string> problems;
  for (const target::lesson& one : chapters(problems)) {
    const char progress = progress_of(one.number);
    if (json) {
      fmt::print(R"({{"number":"{}","folder":"{}","progress":"{}"}})"
                 "\n",
                 one.number, one.folder, progress);
      continue;
    }
    const char* state = progress == 'x'   ? "done"
                        : progress == 'o' ? "begun"
                                          : "new";
    fmt::print("{}  {:<24}{:<7}{}\n    {}\n", one.number, one.title, state,
               exercises_told(one.number), one.question);
  }
  if (std::fflush(stdout) != 0) {
    problems.push_back(std::string("cannot print the list: ") +
                       std::strerror(errno));
  }
  return problems;
}

}  // namespace looplab::program
