// SPDX-License-Identifier: BSL-1.0
//
// The slow backend that every chapter asks for prices:
//
//   upstream --delay 200 --port 9000
//   curl 'http://127.0.0.1:9000/price?symbol=ABC'
//
// It answers GET /price?symbol=ABC after its delay and GET /counters at once,
// on 127.0.0.1 only. It is no lesson; read behaviour.hpp for what it does and
// admission.hpp for whom it refuses.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "demos/upstream/server.hpp"

namespace {

void add_options(CLI::App& app, looplab::demos::behaviour& how,
                 std::uint16_t& port, long& delay_ms, long& jitter_ms) {
  app.add_option("--port", port, "TCP port on 127.0.0.1; 0 takes a free one")
      ->capture_default_str();
  app.add_option("--seed", how.seed, "chooses prices, jitter and failures")
      ->capture_default_str();
  app.add_option("--delay", delay_ms, "milliseconds before an answer")
      ->check(CLI::Range(0L, 3'600'000L))
      ->capture_default_str();
  app.add_option("--jitter", jitter_ms, "up to so many milliseconds more")
      ->check(CLI::Range(0L, 3'600'000L))
      ->capture_default_str();
  app.add_option("--error-rate", how.error_rate, "share of answers 500")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--capacity", how.capacity,
                 "requests at a time; 0 is no limit")
      ->capture_default_str();
  app.add_option("--queue", how.queue,
                 "requests that may wait for a place; more get 503")
      ->capture_default_str();
  app.add_flag("--never-answer", how.never_answer,
               "read prices' requests and keep silent");
  app.add_flag("--hang-up", how.hang_up,
               "close the connection in the place of a price");
}

}  // namespace

int main(int argc, char** argv) {
  looplab::demos::behaviour how;
  std::uint16_t port = 0;
  long delay_ms = 200;
  long jitter_ms = 0;
  CLI::App app("The slow backend: GET /price?symbol=ABC, GET /counters.",
               "upstream");
  add_options(app, how, port, delay_ms, jitter_ms);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  how.delay = std::chrono::milliseconds(delay_ms);
  how.jitter = std::chrono::milliseconds(jitter_ms);
  try {
    looplab::demos::upstream_server server(how, port);
    server.run();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "upstream: cannot %s\n", problem.what());
    return 3;
  }
  return 0;
}
