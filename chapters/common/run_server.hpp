// SPDX-License-Identifier: BSL-1.0
//
// What `main` of every server is: read the command line, serve, and say in one
// sentence what went wrong.
#pragma once

#include "chapters/common/options.hpp"

namespace looplab::common {

/// Returns the exit code: 0 done, 1 the server could not serve, 2 usage.
int run_server(int argc, char** argv, const about& what,
               void (*serve)(const options&));

}  // namespace looplab::common
