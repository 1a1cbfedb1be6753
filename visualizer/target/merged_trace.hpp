// SPDX-License-Identifier: BSL-1.0
//
// The trace files of a program's processes as one source: what they did, in one
// order of time. The files of processes that have ended are removed once they
// have been read to their end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "trace/log.hpp"
#include "trace/reader.hpp"
#include "visualizer/target/family.hpp"

namespace looplab::target {

/// A file that nobody will write to any more.
struct ended_file {
  trace_file file;
  /// False when exec has put another program in the place of its own, which may
  /// have a file of the same name by now.
  bool process_ended = false;
};

class merged_trace {
 public:
  /// False and one sentence in `error` if the file is refused; with no sentence
  /// if another one has its name by now. A program that stands by begins to
  /// record.
  bool add(const trace_file& file, std::string& error);
  /// The same, but only if its program still lives: false with no sentence for
  /// what an earlier process of that number left behind.
  bool add_living(const trace_file& file, std::string& error);

  /// Moves what happened until `until_ns` into the log, at most about `most`
  /// entries, in the sense of trace::drain.
  std::size_t drain(trace::log& into, std::size_t most, std::int64_t until_ns);

  /// The files that were read to their end by drain() since the last call.
  std::vector<ended_file> take_ended() { return std::exchange(ended_, {}); }

  /// Whether there ever was a file to read.
  bool any() const { return any_; }

  /// The processes that can still write.
  std::vector<std::uint32_t> living() const;

  /// Removes the files of what has ended. What was read stays in the log.
  void remove_files();

 private:
  struct source {
    trace_file file;
    std::unique_ptr<trace::reader> reads;

    bool lives() const { return reads->state() == trace::writer_state::live; }
  };

  static void remove_file(const trace_file& file);

  std::vector<source> sources_;
  std::vector<ended_file> ended_;
  std::vector<trace_file> left_;  ///< by programs that exec has replaced
  bool any_ = false;
};

}  // namespace looplab::target
