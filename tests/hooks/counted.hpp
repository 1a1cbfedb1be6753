// SPDX-License-Identifier: BSL-1.0
//
// What was told of everything that is counted (tasks, handlers, operations), as
// lines a person can read: "create leaf h2 by h1", "stop h1 for h2", "run h1".
// Things are h1, h2 ... in the order in which they are told of; the thread is
// t, a descriptor fd.
#pragma once

#include <string>
#include <vector>

#include "trace/log.hpp"

namespace looplab::test {

std::vector<std::string> lines_of_counted(const trace::log& log);

}  // namespace looplab::test
