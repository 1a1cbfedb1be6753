// SPDX-License-Identifier: BSL-1.0
//
// The one trace file that this process writes: making it, giving it up, and
// what fork does to it. It never opens its own file a second time: closing any
// descriptor of a file drops the process's locks on it, and a reader would
// take us for dead.
#pragma once

#include <atomic>
#include <cstdint>

#include "trace/detail/settings.hpp"
#include "trace/layout.hpp"

namespace looplab::trace::detail {

enum class session_state : std::uint8_t {
  closed,     ///< off, failed or ended
  inherited,  ///< child of a fork: opens its own file when it does something
  opening,
  open,
};

struct session {
  settings wishes;
  std::atomic<session_state> state{session_state::closed};
  std::atomic<std::uint64_t> before_open{0};  ///< events of an unopened child
  int file = -1;
  std::uint64_t inode = 0, device = 0;  ///< of the file
  std::uint32_t pid = 0;
  std::uint64_t size = 0;
  char* base = nullptr;
  layout::header* head = nullptr;
  layout::gate* gate = nullptr;
  layout::location_entry* locations = nullptr;
  layout::entity* entities = nullptr;
  layout::ring_head* rings = nullptr;
  char path[320] = {};

  char* strings() const noexcept { return base + head->strings_offset; }
};

extern constinit session own;

/// Makes the file. On failure recording is off and stderr has one sentence.
bool open_session() noexcept;

/// Turns recording off for this process, for good, and says why.
void give_up(const char* why) noexcept;

/// Whether the descriptor is still that of the file: a program that closes
/// every descriptor it finds may have given the number to something else.
bool owns_descriptor() noexcept;

/// Reserves and touches a part of the file, so that no later store can hit a
/// full file system (that would be a SIGBUS in the middle of the program).
bool reserve(std::uint64_t offset, std::uint64_t bytes) noexcept;

/// Fills in who writes the file, and since when.
void describe_process(layout::header& out) noexcept;

/// Fills in everything of a header that follows from settings alone.
void plan_file(const settings& wishes, layout::header& out) noexcept;

}  // namespace looplab::trace::detail
