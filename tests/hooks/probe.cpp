// SPDX-License-Identifier: BSL-1.0
//
// A program that does one small thing in many ways, for the tests to compare
// what was recorded with what was done. It is built with the hooks and without
// them, and links nothing of the recorder's by name.
#include "tests/hooks/probe.hpp"

#include <cstdio>
#include <map>
#include <string>

namespace looplab::test {

std::string problem;

void expect(bool holds, const char* what) {
  if (!holds && problem.empty()) {
    problem = what;
  }
}

}  // namespace looplab::test

int main(int count, char** arguments) {
  using namespace looplab::test;
  const std::map<std::string, void (*)()> scenarios{
      {"pipe", pipe_scenario},
      {"sockets", sockets_scenario},
      {"server", server_scenario},
      {"files", files_scenario},
      {"copies", copies_scenario},
      {"epoll", epoll_scenario},
      {"polling", polling_scenario},
      {"sleep", sleep_scenario},
      {"signals", signals_scenario},
      {"children", children_scenario},
      {"thread", thread_scenario},
      {"thread_names", thread_names_scenario},
      {"mutex", mutex_scenario},
      {"condition", condition_scenario},
      {"future", future_scenario},
      {"errno", errno_scenario},
      {"interrupt", interrupt_scenario},
      {"cancel", cancel_scenario},
      {"handler", handler_scenario},
      {"early", early_scenario},
      {"fork", fork_scenario},
      {"vfork", vfork_scenario},
      {"shared", shared_scenario},
      {"closefrom", closefrom_scenario},
      {"places", places_scenario},
      {"rights", rights_scenario},
      {"semaphore", semaphore_scenario},
      {"wide_close", wide_close_scenario},
  };
  const auto found = scenarios.find(count == 2 ? arguments[1] : "");
  if (found == scenarios.end()) {
    std::fprintf(stderr, "probe: no such scenario\n");
    return 2;
  }
  found->second();
  if (!problem.empty()) {
    std::fprintf(stderr, "probe: not so: %s\n", problem.c_str());
    return 1;
  }
  return 0;
}
