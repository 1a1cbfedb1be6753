// SPDX-License-Identifier: BSL-1.0
//
// A watched program and what its reader has seen so far, for the tests of the
// recorder. Each has a directory of its own, so tests may run side by side.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.hpp"
#include "trace/log.hpp"
#include "trace/reader.hpp"

namespace looplab::trace::testing {

/// A fresh directory, 0700, removed at the end.
class directory {
 public:
  /// Below /dev/shm, where trace files belong, or below `in`.
  explicit directory(const std::filesystem::path& in = "/dev/shm");
  ~directory();
  directory(const directory&) = delete;
  directory& operator=(const directory&) = delete;

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path file_of(pid_t pid) const;
  /// Every trace file in it.
  std::vector<std::filesystem::path> files() const;

 private:
  std::filesystem::path path_;
};

using environment = std::vector<std::pair<std::string, std::string>>;

/// The target program in one of its modes.
class traced {
 public:
  /// `more` is added to LOOPLAB_TRACE=on and LOOPLAB_TRACE_DIR.
  traced(const directory& where, std::vector<std::string> arguments,
         const environment& more = {});

  support::process& program() { return program_; }

  std::filesystem::path file() const;
  /// Opens the file as soon as it is there. nullptr and a failure if not.
  bool attach();
  /// Drains until `holds` says so of the log.
  bool drain_until(const std::function<bool(const log&)>& holds);
  /// Until the target has said that its story is over.
  bool drain_to_the_end();

  reader& source() { return *reader_; }

  log& seen() { return log_; }

 private:
  std::filesystem::path directory_;
  support::process program_;
  std::unique_ptr<reader> reader_;
  log log_;
};

bool all_told(const log& seen);

/// A file's contents, read and written.
std::string bytes_of(const std::filesystem::path& file);
void put_bytes(const std::filesystem::path& file, std::string_view bytes);

/// Entries that satisfy a predicate, in order.
std::vector<entry> entries_of(const log& seen,
                              const std::function<bool(const entry&)>& wanted);
std::vector<entry> entries_of(const log& seen, event_kind kind);

}  // namespace looplab::trace::testing
