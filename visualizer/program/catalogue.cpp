// SPDX-License-Identifier: BSL-1.0
//
// See catalogue.hpp. Losing the record of progress must never stop a lesson,
// so its write errors are passed over.
#include "visualizer/program/catalogue.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <system_error>

#include "visualizer/program/exercise.hpp"
#include "visualizer/program/exercise_record.hpp"
#include "visualizer/program/kept_lesson.hpp"
#include "visualizer/program/places.hpp"
#include "visualizer/program/syllabus.hpp"

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

std::map<std::string, char> all_progress() {
  std::map<std::string, char> out;
  std::ifstream file(records_folder() / "progress");
  std::string number;
  char state = '.';
  while (file >> number >> state) {
    out[number] = state;
  }
  return out;
}

}  // namespace

std::vector<target::lesson> chapters(std::vector<std::string>& problems) {
  std::vector<target::lesson> out;
  std::error_code failed;
  for (const auto& entry :
       fs::directory_iterator(share_folder() / "chapters", failed)) {
    const fs::path file = entry.path() / "lesson.json";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
      continue;
    }
    std::string error;
    if (auto what = target::read_lesson(file, error)) {
      out.push_back(std::move(*what));
    } else {
      problems.push_back(error);
    }
  }
  std::ranges::sort(out, {}, &target::lesson::folder);
  return out;
}

std::optional<target::lesson> find_chapter(const std::string& number,
                                           std::string& error) {
  const std::string folder = chapter_folder(number);
  if (folder.empty()) {
    error = fmt::format(
        "there is no chapter '{}'; 'looplab list' names those that exist",
        number);
    return std::nullopt;
  }
  return target::read_lesson(
      share_folder() / "chapters" / folder / "lesson.json", error);
}

char progress_of(const std::string& number) {
  const auto all = all_progress();
  const auto found = all.find(number);
  return found == all.end() ? '.' : found->second;
}

void note_progress(const std::string& number, char progress) {
  auto all = all_progress();
  if (all[number] == 'x') {
    return;  // done stays done
  }
  all[number] = progress;
  std::ofstream file(records_folder() / "progress", std::ios::trunc);
  for (const auto& [chapter, state] : all) {
    file << chapter << ' ' << state << '\n';
  }
}

void note_stop(const lesson_stop& where) {
  std::ofstream file(records_folder() / "stopped", std::ios::trunc);
  file << where.number << ' ' << where.turn << '\n';
}

std::optional<lesson_stop> last_stop() {
  std::ifstream file(records_folder() / "stopped");
  lesson_stop out;
  if (file >> out.number >> out.turn) {
    return out;
  }
  return std::nullopt;
}

void note_prediction(const std::string& number, int chosen, int right) {
  std::ofstream file(records_folder() / "predictions.jsonl", std::ios::app);
  file << fmt::format(R"({{"chapter":"{}","chosen":{},"right":{},"time":{}}})",
                      number, chosen, right, std::time(nullptr))
       << '\n';
}

std::string exercises_told(const std::string& number) {
  std::string ignored;
  const auto all = exercises(number, ignored);
  return all.empty()
             ? ""
             : fmt::format("{} of {} exercises", passed_in(number), all.size());
}

std::vector<frame::chapter_card> cards(
    const std::vector<target::lesson>& list) {
  std::vector<frame::chapter_card> out;
  for (const target::lesson& one : list) {
    frame::chapter_card card;
    card.number = one.number;
    card.title = one.title;
    card.question = one.question;
    card.source = one.source;
    card.minutes = one.minutes;
    card.will_see = one.will_see;
    card.exercises = exercises_told(one.number);
    card.progress = progress_of(one.number);
    card.recorded = kept_lesson(one.number).there();
    out.push_back(std::move(card));
  }
  add_missing_chapters(out);
  return out;
}

}  // namespace looplab::program
