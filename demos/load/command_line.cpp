// SPDX-License-Identifier: BSL-1.0
//
// The names of the options, and what they may be.
#include "demos/load/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <stdexcept>

#include "chapters/common/options.hpp"

namespace looplab::load {
namespace {

struct words {
  std::string server;
  std::vector<std::string> routes;
  long grace_ms = 2000;
};

void add_options(CLI::App& app, words& typed, command_line& read) {
  plan& what = read.what;
  app.add_option("server", typed.server, "HOST:PORT, as in 127.0.0.1:8080")
      ->required();
  app.add_option("--route", typed.routes,
                 "/TARGET or /TARGET:WEIGHT; may be given often (/hello)");
  app.add_option("--connections,-c", what.connections, "kept alive")
      ->check(CLI::Range(1U, 100'000U))
      ->capture_default_str();
  app.add_option("--rate", what.rate,
                 "open loop: so many requests a second; without it a closed "
                 "loop, where each connection asks when it was answered")
      ->check(CLI::Range(0.001, 1e7));
  app.add_option("--seconds,-d", what.seconds, "at most")
      ->check(CLI::Range(0.001, 86'400.0))
      ->capture_default_str();
  app.add_option("--requests,-n", what.requests, "at most; 0 is no limit")
      ->capture_default_str();
  app.add_option("--pipeline", what.pipeline,
                 "requests under way on a connection")
      ->check(CLI::Range(1U, 1024U))
      ->capture_default_str();
  app.add_option("--sources", what.sources,
                 "addresses to ask from: 127.0.0.1, 127.0.0.2, ...")
      ->check(CLI::Range(1U, 250U))
      ->capture_default_str();
  app.add_option("--seed", what.seed, "chooses the routes")
      ->capture_default_str();
  app.add_option("--grace-ms", typed.grace_ms,
                 "how long to wait for answers when the time is over")
      ->check(CLI::Range(0L, 3'600'000L))
      ->capture_default_str();
  app.add_flag("--json", read.json, "the result as JSON");
  app.add_flag("--quiet,-q", read.quiet, "no progress on stderr");
}

// Throws common::usage_error or std::invalid_argument.
void understand(const words& typed, plan& what) {
  what.server = common::read_endpoint("the server", typed.server);
  what.host = typed.server;
  what.grace = std::chrono::milliseconds(typed.grace_ms);
  for (const std::string& each : typed.routes) {
    what.routes.push_back(parse_route(each));
  }
  if (what.routes.empty()) {
    what.routes.push_back({"/hello", 1});
  }
  if (what.routes.size() > 64) {
    throw std::invalid_argument("there are at most 64 routes");
  }
}

}  // namespace

command_line read_command_line(int argc, char** argv) {
  command_line read;
  words typed;
  CLI::App app("A load generator: asks a server over many connections.",
               "load");
  add_options(app, typed, read);
  try {
    app.parse(argc, argv);
    understand(typed, read.what);
  } catch (const CLI::ParseError& problem) {
    read.stop = true;
    read.exit_code = app.exit(problem) == 0 ? 0 : 2;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "load: %s\n", problem.what());
    read.stop = true;
    read.exit_code = 2;
  }
  return read;
}

}  // namespace looplab::load
