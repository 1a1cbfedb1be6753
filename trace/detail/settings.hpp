// SPDX-License-Identifier: BSL-1.0
//
// What the environment asks of the recorder. Read once, before main, because
// some programs (nginx) clear their environment. Words that are not known are
// refused aloud and leave recording off.
#pragma once

#include <cstdint>

#include "trace/layout.hpp"

namespace looplab::trace::detail {

enum class wish : std::uint8_t { off, on, standby };

struct settings {
  wish record = wish::off;         ///< LOOPLAB_TRACE
  bool tsc = false;                ///< LOOPLAB_TRACE_CLOCK
  bool keep = false;               ///< LOOPLAB_TRACE_KEEP
  std::uint32_t budget_mib = 64;   ///< LOOPLAB_TRACE_BUDGET_MIB, 1..4096
  layout::gate_mode first_gate{};  ///< LOOPLAB_TRACE_GATE
  std::uint64_t slow_us = 0;       ///< of slow:MICROSECONDS
  char directory[256] = {};        ///< where files live; "" = nowhere
};

/// False and one sentence in `why` if something cannot be understood or the
/// directory is refused.
bool read_settings(settings& out, char* why, std::size_t why_size) noexcept;

/// $LOOPLAB_TRACE_DIR, else $XDG_RUNTIME_DIR/looplab, else
/// /dev/shm/looplab-<uid>; created 0700. False and a sentence if it is a link,
/// somebody else's, or open to others.
bool find_directory(char* out, std::size_t size, char* why,
                    std::size_t why_size) noexcept;

}  // namespace looplab::trace::detail
