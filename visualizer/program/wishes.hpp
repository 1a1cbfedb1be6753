// SPDX-License-Identifier: BSL-1.0
//
// What a person may ask looplab-view for: its command line, as a value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "visualizer/model/warning.hpp"

namespace CLI {
class App;
}

namespace looplab::program {

struct wishes {
  std::string verb = "home";
  std::string subject;    ///< chapter or file
  std::string other;      ///< replay: a second file, to compare with
  std::uint32_t pid = 0;  ///< attach
  std::vector<std::string> command;
  std::string recording;  ///< -o
  std::string theme = "auto";
  bool ascii = false;
  bool no_sync = false;
  bool no_mouse = false;
  bool lines = false;  ///< narrate even on a terminal
  bool held = false;   ///< watch: stand at the first point
  bool json = false;
  bool once = false;      ///< attach: tell the state now and leave
  bool warnings = false;  ///< replay: print them and end
  model::warning_limits limits;
};

/// Describes the verbs and options that fill the wishes, which must outlive the
/// application.
void describe(CLI::App& app, wishes& into);

}  // namespace looplab::program
