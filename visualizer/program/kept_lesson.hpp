// SPDX-License-Identifier: BSL-1.0
//
// The last run of a chapter's lesson, kept among the person's own records so
// that it can be replayed: one a chapter, and none that is too big. Where it
// cannot be kept, the lesson goes on without.
#pragma once

#include <filesystem>
#include <string>

#include "visualizer/program/session.hpp"

namespace looplab::program {

class kept_lesson {
 public:
  /// Of the chapter with this number.
  explicit kept_lesson(const std::string& number);

  const std::filesystem::path& file() const { return file_; }

  bool there() const;
  /// The run is recorded from now on, beside the one that is kept.
  void begin(session& run) const;
  /// It is over: kept in the place of the one before, or, if its recording is
  /// not whole or too big, thrown away.
  void end(bool whole) const;

 private:
  std::filesystem::path file_, draft_;
};

}  // namespace looplab::program
