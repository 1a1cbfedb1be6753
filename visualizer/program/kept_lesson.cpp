// SPDX-License-Identifier: BSL-1.0
//
// See kept_lesson.hpp. A run is written beside the one before and takes its
// place by a rename: whoever is killed in between has lost neither.
#include "visualizer/program/kept_lesson.hpp"

#include <system_error>

#include "visualizer/program/places.hpp"

namespace looplab::program {

namespace {

/// A lesson takes some tens of kilobytes; only who asks its server for hours
/// gets here.
constexpr std::uintmax_t most_of_a_lesson = 32u << 20;

}  // namespace

kept_lesson::kept_lesson(const std::string& number)
    : file_(records_folder() / "lessons" / (number + ".loop")),
      draft_(file_.string() + ".part") {}

bool kept_lesson::there() const {
  std::error_code ignored;
  return std::filesystem::exists(file_, ignored);
}

void kept_lesson::begin(session& run) const {
  std::error_code failed;
  std::filesystem::create_directories(file_.parent_path(), failed);
  std::string ignored;
  if (!records_folder().empty() && !failed) {
    run.record_to(draft_, ignored);
  }
}

void kept_lesson::end(bool whole) const {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(draft_, ignored);
  if (whole && !ignored && size <= most_of_a_lesson) {
    std::filesystem::rename(draft_, file_, ignored);
  } else {
    std::filesystem::remove(draft_, ignored);
  }
}

}  // namespace looplab::program
