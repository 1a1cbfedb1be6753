// SPDX-License-Identifier: BSL-1.0
//
// How many threads we are, as the kernel counts.
#pragma once

#include <filesystem>

namespace {

inline long threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"),
                       std::filesystem::directory_iterator());
}

}  // namespace
