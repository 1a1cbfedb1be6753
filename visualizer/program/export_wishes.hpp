// SPDX-License-Identifier: BSL-1.0
//
// What a person may ask looplab-export for: its command line, as a value. An
// option that would do nothing is refused, not passed over.
#pragma once

#include <cstdint>
#include <string>

#include "visualizer/export/screen.hpp"

namespace CLI {
class App;
}

namespace looplab::program {

struct export_wishes {
  std::string file, to = "svg", at = "end", extent = "100x30", theme = "dark";
  std::string from = "start", until = "end", speed = "2";
  std::string output, screen = "live", beside;
  std::uint64_t process = 0;  ///< of a family, 0 = all together
  double idle = 2;
  exporting::picture how;
  exporting::screen_choice chosen;

  /// The home screen, which is of no recording.
  bool home() const { return screen == "home"; }
};

/// Describes the options that fill the wishes, which must outlive the
/// application.
void describe(CLI::App& app, export_wishes& into);

/// One sentence if what was asked for does not go together, else "". Fills in
/// which screen was named.
std::string complete(const CLI::App& app, export_wishes& wishes);

}  // namespace looplab::program
