// SPDX-License-Identifier: BSL-1.0
//
// Warnings where there is no screen: a line each and one with what to do, or
// JSON for a program to read.
#pragma once

#include <cstdio>
#include <string>

#include "trace/log.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::program {

/// What was found, for a person; "" if nothing was.
std::string warning_lines(const trace::log& events,
                          const model::warnings& found);

/// The same as one JSON object a line.
std::string warning_objects(const trace::log& events,
                            const model::warnings& found);

/// Reads a recording and prints what is in it. Returns the exit code: 0 also
/// when there are warnings.
int print_warnings(const std::string& recording,
                   const model::warning_limits& limits, bool json);

}  // namespace looplab::program
