// SPDX-License-Identifier: BSL-1.0
//
// A run on disk (*.loop): everything a log holds, so that a replay needs
// neither the program nor its source. Written while the program runs; a file
// cut off by a crash is good up to the cut. It refuses other versions by name
// and damaged files with a reason.
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
};

/// Reads a whole recording into `out`. False and one sentence in `error` if
/// the file is none or cannot be trusted. A file without an end is read as far
/// as it is whole, and `note` says so.
bool read_recording(const std::filesystem::path& file, log& out,
                    std::string& note, std::string& error);

}  // namespace looplab::trace
