// SPDX-License-Identifier: BSL-1.0
//
// Stands for a visualizer that a test can kill: starts the program it is given
// and lets it go until it listens, or attaches to the process whose number it
// is given; holds it, says so, and waits to be killed.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "tests/support/patience.hpp"
#include "visualizer/target/target.hpp"

namespace {

using namespace looplab;

std::unique_ptr<target::target> begin(const std::string& what,
                                      std::string& error) {
  if (const int pid = std::atoi(what.c_str()); pid > 0) {
    return target::target::attach(static_cast<std::uint32_t>(pid), error);
  }
  auto program = target::target::start({.command = {what}}, error);
  trace::log events;
  const bool listens =
      program && support::eventually([&] {
        program->drain(events);
        return program->has_trace() &&
               program->first_output().find("listening") != std::string::npos;
      });
  return listens ? std::move(program) : nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  std::string error;
  const auto program = begin(argc > 1 ? argv[1] : "", error);
  if (!program || !program->hold(error)) {
    std::printf("failed: %s\n", error.c_str());
    return 1;
  }
  std::printf("pid %u\n%sheld\n", program->pid(),
              program->first_output().c_str());
  std::fflush(stdout);
  for (;;) {
    ::pause();
  }
}
