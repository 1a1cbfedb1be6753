// SPDX-License-Identifier: BSL-1.0
//
// A load generator for the servers of this kit and others:
//
//   load 127.0.0.1:8080 --connections 64              # closed loop
//   load 127.0.0.1:8080 --rate 10000 --route /hello   # open loop
//
// README.md says what the two are, and what the figures mean. The result goes
// to standard output, progress to standard error.
#include <cstdio>
#include <exception>

#include "chapters/common/stop_signal.hpp"
#include "demos/load/command_line.hpp"
#include "demos/load/generator.hpp"
#include "demos/load/report.hpp"

namespace {

using looplab::load::progress;

void tell(const progress& now) {
  std::fputs(looplab::load::text_of(now).c_str(), stderr);
}

int run(const looplab::load::command_line& asked) {
  namespace load = looplab::load;
  looplab::common::install_stop_signals();
  load::generator made(asked.what, asked.quiet ? nullptr : tell);
  const load::tally seen = made.run();
  const std::string result = asked.json ? load::json_of(asked.what, seen)
                                        : load::text_of(asked.what, seen);
  std::fputs(result.c_str(), stdout);
  if (seen.gone.empty()) {
    return 0;
  }
  std::fprintf(stderr,
               "load: %s went away after %.1f s (%s); the counts are of what "
               "was before\n",
               asked.what.host.c_str(), seen.seconds, seen.gone.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto asked = looplab::load::read_command_line(argc, argv);
  if (asked.stop) {
    return asked.exit_code;
  }
  try {
    return run(asked);
  } catch (const looplab::load::load_error& problem) {
    std::fprintf(stderr, "load: %s\n", problem.what());
    return problem.code();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "load: cannot %s\n", problem.what());
    return 3;
  }
}
