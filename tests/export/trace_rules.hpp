// SPDX-License-Identifier: BSL-1.0
//
// The rules that a file of Chrome's trace events must keep, so that a viewer
// shows what was meant: read with another JSON library than the one that wrote
// it, and event by event.
#pragma once

#include <string>
#include <vector>

namespace looplab::tests {

/// What is wrong with it, a sentence each; empty for a file that keeps them:
/// JSON, time never goes back, every E ends a B of its track and every B is
/// ended, arrows have both ends and lie in slices, every track is named.
std::vector<std::string> broken_rules(const std::string& file);

/// The events of one phase ("B", "i" ...), as "name @ name of the track".
std::vector<std::string> told(const std::string& file, const char* phase);

}  // namespace looplab::tests
