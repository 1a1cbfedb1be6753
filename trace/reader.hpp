// SPDX-License-Identifier: BSL-1.0
//
// The read side of a running (or dead) program's trace file: attaches late,
// survives being lapped, reads a killed program's last events, and counts what
// it missed. It never writes an event and never makes the writer wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trace/log.hpp"

namespace looplab::trace {

/// Where trace files live: $LOOPLAB_TRACE_DIR, else $XDG_RUNTIME_DIR/looplab,
/// else /dev/shm/looplab-<uid>. Created 0700; a directory that is a link,
/// somebody else's or open to others is refused with the reason in `error`.
std::optional<std::filesystem::path> trace_directory(std::string& error);

/// The file of a process in that directory. Children of `fork` have their own.
/// "" when there is no such directory.
std::filesystem::path trace_file_of(std::uint32_t pid);

enum class writer_state {
  live,     ///< holds its lock
  closed,   ///< ended and said so
  crashed,  ///< gone without a word: what it wrote is still good
};

/// One process's file. Thread safety: one thread at a time.
class reader {
 public:
  /// nullptr and one sentence in `error` if the file is not a trace, is
  /// hostile, belongs to somebody else, or speaks another version (both
  /// versions are named).
  static std::unique_ptr<reader> open(const std::filesystem::path& file,
                                      std::string& error);
  virtual ~reader() = default;

  /// Moves what was published since the last call into `out`, merged over the
  /// threads in order of time, at most `most` entries. Returns how many. Always
  /// the same log: the reader remembers which words and places it has told it.
  virtual std::size_t drain(log& out, std::size_t most = 65536) = 0;

  virtual writer_state state() const = 0;
  virtual std::uint32_t pid() const = 0;
  /// Of the file that is read, in its file system: after an exec its name may
  /// be that of another one.
  virtual std::uint64_t inode() const = 0;
  /// True once the end of the process has been moved into a log, as the last
  /// of its entries: `end` of the process itself. Nothing more will come.
  virtual bool over() const = 0;
  /// The program that the process has become by exec when this one was over, ""
  /// when it has ended.
  virtual const std::string& successor() const = 0;
  /// Asks a program that stands by (LOOPLAB_TRACE=standby) to begin.
  virtual void begin_recording() = 0;
};

/// The moment up to which everything is published that a program has recorded:
/// now, less what an interrupt may keep it from publishing. In nanoseconds of
/// CLOCK_MONOTONIC.
std::int64_t settled_until();

/// Like reader::drain for several processes at once: one order of time over
/// all of them. The readers must be those that reader::open made. While one of
/// them lives nothing younger than `until_ns` is taken. It should be a
/// settled_until() from before the newest file was looked for: a process whose
/// file is found only later has then done nothing before what is told here.
/// Of one alone it takes at most `most` entries.
std::size_t drain(const std::vector<reader*>& from, log& out,
                  std::int64_t until_ns = settled_until(),
                  std::size_t most = std::numeric_limits<std::size_t>::max());

/// Removes the files of processes that are gone and into which nobody has
/// written for so long: whoever has started such a program may be on his way to
/// its file. Never one whose writer lives, nor what a living process left when
/// exec made another program of it. Returns how many.
std::size_t sweep(std::chrono::seconds age = std::chrono::minutes(1));

}  // namespace looplab::trace
