// SPDX-License-Identifier: BSL-1.0
//
// The exercises as they lie beside the chapters: a folder each, found by its
// place, so that there is no list to edit. chapters/exercises.md says what is
// in such a folder. Nothing here compiles or runs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace looplab::program {

struct exercise {
  std::string id;                ///< "01.2"
  std::string title;             ///< of its README
  std::filesystem::path folder;  ///< where the task and the solution are
  std::filesystem::path built;   ///< where the hidden test is, compiled
  std::string file;              ///< the name of the student's file

  /// Lines to be put in order, and not code to be written.
  bool parsons() const { return file.ends_with(".txt"); }

  std::filesystem::path starter() const { return folder / "starter" / file; }

  std::filesystem::path solution() const { return folder / "solution" / file; }
};

/// All exercises, or those of "01", or the one that is "01.2": in order. Empty
/// and one sentence in `error` when there is none.
std::vector<exercise> exercises(const std::string& which, std::string& error);

/// The task as its page tells it, for a terminal, and the hints, one step each.
std::string task_of(const exercise& what);
std::vector<std::string> hints_of(const exercise& what);

/// What the id of a misconception stands for; "" when there is no such id.
std::string misconception(const std::string& id);

/// Where the student's file of this exercise lies: $LOOPLAB_EXERCISES, or
/// ./looplab-exercises, with a folder for each exercise.
std::filesystem::path students_folder(const exercise& what);

/// A whole file; "" when it cannot be read.
std::string text_of(const std::filesystem::path& file);

}  // namespace looplab::program
