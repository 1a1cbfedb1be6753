// SPDX-License-Identifier: BSL-1.0
//
// A program that was not watched so far begins to tell when it is attached to:
// what it was in the middle of then comes with its next events. So it is looked
// at for a few frames, and not only for an instant.
#include "visualizer/program/attach_once.hpp"

#include <poll.h>

#include <chrono>

#include "visualizer/export/state_json.hpp"
#include "visualizer/program/session.hpp"

namespace looplab::program {

namespace {

constexpr int looks = 10;
constexpr int ms_between = 30;

}  // namespace

std::string state_once(std::uint32_t pid, std::string& error) {
  const auto run = session::attach(pid, error);
  if (!run) {
    return {};
  }
  const bool recorder = run->program()->has_trace();
  // What /proc says needs one look.
  for (int i = 0; i < (recorder ? looks : 1); ++i) {
    run->collect(std::chrono::steady_clock::now());
    poll(nullptr, 0, recorder ? ms_between : 0);
  }
  run->collect(std::chrono::steady_clock::now());
  run->resolve_all();
  if (run->events().samples().empty()) {
    error = "process " + std::to_string(pid) +
            " is gone, or /proc does not show it to you";
    return {};
  }
  return exporting::state_as_json(run->events(), run->time(), pid, recorder);
}

}  // namespace looplab::program
