// SPDX-License-Identifier: BSL-1.0
//
// One process as its reader follows it: a cursor for each ring, the merge over
// them, and what must be told again because nobody saw it happen. It hands out
// entries in order; it appends nothing itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "trace/detail/clock_line.hpp"
#include "trace/detail/ring_cursor.hpp"
#include "trace/detail/trace_file.hpp"
#include "trace/detail/translation.hpp"
#include "trace/log.hpp"
#include "trace/reader.hpp"

namespace looplab::trace::detail {

/// What the process is now that its file has no writer: exec has put another
/// program in its place, or, "", it is gone. Nothing: it is on its way from one
/// to the other, and nobody can tell to which; or it has only closed the
/// descriptor of the file, and with it the lock.
std::optional<std::string> successor_of(const trace_file& file);

class follower {
 public:
  explicit follower(std::shared_ptr<trace_file> file)
      : file_(std::move(file)) {}

  const trace_file& file() const { return *file_; }

  writer_state state() const;

  /// The end of the process has been handed out: it is the last entry.
  bool over() const { return over_; }

  /// What the process has become then; "" when it has ended.
  const std::string& successor() const { return successor_; }

  /// Another process that is followed. If it has the number of this one and
  /// began later, then this one is over, and the other is what came of it.
  void meet(const file_plan& other);

  /// At most `most` entries, oldest first, none younger than `before_ns` unless
  /// the writer is gone and everything is wanted `to_the_end`. Words and places
  /// go to `tables` at once.
  std::vector<entry> gather(log& tables, std::size_t most,
                            std::int64_t before_ns, bool to_the_end);

 private:
  void introduce(log& to);
  void read_clocks(bool live);
  std::uint64_t ticks_at(std::int64_t ns) const;
  void pull(bool live);
  void restate(log& to, std::vector<entry>& out);
  void merge(log& to, std::vector<entry>& out, std::size_t most,
             std::uint64_t until);
  entry translate(log& to, const owned_event& from);
  void update(log& to, bool live) const;
  bool has_pending() const;
  void tell_end(log& to, std::vector<entry>& out);

  std::shared_ptr<trace_file> file_;
  std::vector<ring_cursor> rings_;
  std::unique_ptr<translation> words_;
  clock_line clock_;
  std::uint64_t now_ticks_ = 0, now_ns_ = 0;
  std::int64_t last_ns_ = 0;
  std::int64_t alive_ns_ = 0;  ///< it was seen to live then
  bool over_ = false;
  bool replaced_ = false;  ///< whoever has its number has been met
  std::string successor_;
  std::uint16_t process_ = 0;
  bool attached_ = false;
  bool untold_ = false;  ///< things live that no entry has introduced
  std::unordered_set<id> told_;
};

}  // namespace looplab::trace::detail
