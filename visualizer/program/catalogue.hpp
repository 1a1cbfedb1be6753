// SPDX-License-Identifier: BSL-1.0
//
// The chapters as a person meets them: what there is, what has been done, and
// what was predicted. Kept in plain files of the person's own; no network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/target/lesson.hpp"

namespace looplab::program {

/// The chapters that exist, by number. A lesson that cannot be read is left
/// out and named in `problems`.
std::vector<target::lesson> chapters(std::vector<std::string>& problems);

/// One chapter by number or folder; a sentence in `error` if there is none.
std::optional<target::lesson> find_chapter(const std::string& number,
                                           std::string& error);

/// 'x' done, 'o' begun, '.' new.
char progress_of(const std::string& number);
void note_progress(const std::string& number, char progress);

/// Where a lesson was left: to go on from there.
struct lesson_stop {
  std::string number;
  std::uint64_t turn = 0;  ///< 0 = it has no loop
};

void note_stop(const lesson_stop& where);
std::optional<lesson_stop> last_stop();
/// Adds one line of JSON to the person's own record of predictions.
void note_prediction(const std::string& number, int chosen, int right);

/// "2 of 3 exercises", of a chapter by its number; "" if it has none.
std::string exercises_told(const std::string& number);

std::vector<frame::chapter_card> cards(const std::vector<target::lesson>& list);

}  // namespace looplab::program
