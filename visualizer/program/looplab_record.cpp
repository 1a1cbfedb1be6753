// SPDX-License-Identifier: BSL-1.0
//
// looplab-record: runs a program without a screen and keeps what it did in a
// file that `looplab replay` and `looplab export` read. The program keeps its
// output and its exit code (128 + N when signal N ended it); a recording that
// could not be completed is exit 3.
#include <fmt/core.h>
#include <sys/wait.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "visualizer/program/limit_option.hpp"
#include "visualizer/program/narrate.hpp"
#include "visualizer/program/places.hpp"
#include "visualizer/program/session.hpp"

namespace {

using namespace looplab::program;

int complain(const std::string& sentence) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return 3;
}

/// As a shell would say it.
int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int record(const std::vector<std::string>& command, const std::string& file,
           const looplab::model::warning_limits& limits) {
  looplab::target::start_options how;
  how.command = command;
  how.preload = preload_library();
  std::string error;
  const auto run = session::watch(how, error);
  if (!run || !run->record_to(file, error)) {
    return complain(error);
  }
  run->echo_to(stdout);
  run->limit_warnings(limits);
  follow(*run);
  run->finish();
  if (!run->finish_recording(error)) {
    return complain(error);
  }
  fmt::print(stderr, "looplab: {} events in {}{}\n", run->events().size(), file,
             run->events().lost() == 0
                 ? std::string()
                 : fmt::format(", {} lost", run->events().lost()));
  print_found(*run);
  return exit_code_of(run->program()->exit_status().value_or(0));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Record what a program does, without a screen.",
               "looplab record");
  std::vector<std::string> command;
  std::string file = "run.loop";
  app.add_option("-o,--output", file, "the recording")->capture_default_str();
  looplab::model::warning_limits limits;
  add_handler_limit(app, limits);
  app.add_option("command", command, "-- PROGRAM ARGUMENTS")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return record(command, file, limits);
}
