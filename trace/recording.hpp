// SPDX-License-Identifier: BSL-1.0
//
// A run on disk (*.loop): everything a log holds, so that a replay needs
// neither the program nor its source. Written while the program runs; a file
// cut off by a crash is good up to the cut. It refuses other versions by name
// and damaged files with a reason. Neither side needs the entries in memory.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "trace/log.hpp"

namespace looplab::trace {

class recording_writer {
 public:
  /// nullptr and one sentence in `error` if the file cannot be made.
  static std::unique_ptr<recording_writer> create(
      const std::filesystem::path& file, std::string& error);
  virtual ~recording_writer() = default;

  /// Appends what the log has gained since the last call. False and one
  /// sentence in `error` when the disk is full; what was written stays good.
  virtual bool write(const log& from, std::string& error) = 0;
  /// Writes the tables that are complete only now (resolved places, sources)
  /// and closes.
  virtual bool finish(const log& from, std::string& error) = 0;
  /// What was written so far, to be read again: for a log whose memory is
  /// bounded. nullptr if the file is none that can be read, such as a pipe.
  virtual std::shared_ptr<const entry_store> written() const = 0;
};

/// Reads a recording in parts: opening it reads everything but the entries,
/// which come when they are asked for. A log that was filled like this keeps
/// the last of them in memory and reads the others again when they are looked
/// at. Thread safety: that of the log.
class recording_reader {
 public:
  /// Fills a new log's tables. nullptr and one sentence in `error` if the file
  /// is none or cannot be trusted. A file without an end is read as far as it
  /// is whole, and `note` says so.
  static std::unique_ptr<recording_reader> open(
      const std::filesystem::path& file, log& out, std::string& note,
      std::string& error);
  virtual ~recording_reader() = default;

  /// How many entries the file has.
  virtual std::size_t total() const = 0;
  /// Appends the next entries, in whole chunks, until `about` have come or
  /// there are no more. False and one sentence in `error` at the first chunk
  /// that is damaged: what came before it is good.
  virtual bool more(log& out, std::size_t about, std::string& error) = 0;
};

/// Reads a whole recording into `out`, which stays as it is if the file is none
/// or cannot be trusted: false then, and one sentence in `error`. A file
/// without an end is read as far as it is whole, and `note` says so.
bool read_recording(const std::filesystem::path& file, log& out,
                    std::string& note, std::string& error);

}  // namespace looplab::trace
