// SPDX-License-Identifier: BSL-1.0
//
// --long-handler, the same for every program that warns.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

#include "visualizer/model/warning.hpp"

namespace looplab::program {

/// Both must live until the command line is read.
inline void add_handler_limit(CLI::App& verb, model::warning_limits& into) {
  verb.add_option_function<double>(
          "--long-handler",
          [&into](double ms) {
            into.handler_ns = static_cast<std::int64_t>(ms * 1e6);
          },
          "warn of a handler that keeps its loop for so many ms; 10")
      ->check(CLI::Range(0.001, 1e6));
}

}  // namespace looplab::program
