// SPDX-License-Identifier: BSL-1.0
//
// What `main` of every server is: read the command line, serve, and say in one
// sentence what went wrong.
#pragma once

#include <stdexcept>

#include "chapters/common/options.hpp"

namespace looplab::common {

/// Something that the server needs is not on this machine: one sentence for a
/// person, with what to do.
class missing_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Returns the exit code: 0 done, 1 the server could not serve, 2 usage, 3
/// something it needs is missing.
int run_server(int argc, char** argv, const about& what,
               void (*serve)(const options&));

}  // namespace looplab::common
