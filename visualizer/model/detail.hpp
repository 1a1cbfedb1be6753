// SPDX-License-Identifier: BSL-1.0
//
// All there is to say about one lane at one moment: who it is, why it waits,
// who waits for it, how it has spent its life, and its last changes. Only what
// the entries before the moment say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "visualizer/model/life.hpp"
#include "visualizer/model/tell_why.hpp"

namespace looplab::model {

/// One change of its past, in words.
struct past_change {
  std::size_t entry = 0;
  std::uint64_t turn = 0;  ///< 0 = before the first turn, or without a loop
  task_state state = task_state::fresh;
  std::string what;   ///< "ran 210 us, then waits for fd 7"
  std::string where;  ///< "server.cpp:31", "" = not known
};

struct detail {
  /// So many of the last changes are told.
  static constexpr std::size_t most_changes = 200;

  bool known = false;  ///< false: nothing of it has been seen by then
  task who;
  std::string does;                    ///< "waits for fd 7 (client)"
  std::int64_t for_ns = 0;             ///< so long already, holds left out
  std::string maker;                   ///< who made it, "" = not told
  std::uint64_t born_turn = 0;         ///< 0 = before the first turn
  std::string born_where;              ///< "server.cpp:44", "" = not known
  std::vector<std::string> stands_at;  ///< "serve  server.cpp:31", innermost
                                       ///< first: the last place seen for it

  why_chain chain;
  std::vector<why_row> why;
  std::string moral;
  std::string deadlock;          ///< one sentence, "" if it is in none
  std::vector<why_row> waiters;  ///< who waits for it: a row for each

  std::vector<task_state> line;  ///< its life in as many cells as asked for
  life_shares shares;
  bool whole = true, holds_left_out = false;
  durations runs, in_line, waits;
  std::vector<past_change> past;  ///< the newest first
};

/// `line_columns` is how many cells the line of its life shall have.
detail detail_of(const timeline& time, lives& memory, std::size_t cursor,
                 std::uint16_t process, id who, std::size_t line_columns);

}  // namespace looplab::model
