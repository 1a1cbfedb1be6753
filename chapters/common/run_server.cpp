// SPDX-License-Identifier: BSL-1.0
//
// The one place that turns what went wrong into a sentence and an exit code.
#include "chapters/common/run_server.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "chapters/common/stop_signal.hpp"

namespace looplab::common {

int run_server(int argc, char** argv, const about& what,
               void (*serve)(const options&)) {
  std::string name(what.name);
  try {
    auto given = read_command_line({argv + 1, argv + argc}, what);
    if (!given) {
      std::fputs(help_text(what).c_str(), stdout);
      return 0;
    }
    install_stop_signals();
    serve(*given);
    return 0;
  } catch (const usage_error& error) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
    return 2;
  } catch (const missing_error& error) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
    return 3;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: cannot %s\n", name.c_str(), error.what());
    return 1;
  }
}

}  // namespace looplab::common
