// SPDX-License-Identifier: BSL-1.0
//
// What /proc says about one process. Only reads; nothing here can be noticed
// by the process that is looked at.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace looplab::target {

/// The whole of a small file of /proc; empty if it is gone or not ours to
/// read. At most 1 MiB.
std::string read_proc(const std::string& path);
/// Where a link of /proc points to; empty if it is gone.
std::string read_link(const std::string& path);

struct process_facts {
  std::string name;
  char state = '?';
  std::uint32_t parent = 0, session = 0;
};

/// nothing if there is no such process.
std::optional<process_facts> facts_of(std::uint32_t pid);

/// The number in `text`, to the base; 0 if there is none.
std::uint64_t number_in(std::string_view text, int base = 10);

/// Takes the part of `text` before `end` away and returns it; takes all of it
/// when there is no `end`.
std::string_view take_until(std::string_view& text, char end);

}  // namespace looplab::target
