// SPDX-License-Identifier: BSL-1.0
//
// See exercise.hpp. A folder that lacks a part is not an exercise.
#include "visualizer/program/exercise.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include "visualizer/program/places.hpp"
#include "visualizer/program/plain_page.hpp"

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> folders_in(const fs::path& where) {
  std::vector<fs::path> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(where, error)) {
    if (entry.is_directory(error)) {
      out.push_back(entry.path());
    }
  }
  std::ranges::sort(out);
  return out;
}

/// "# 01.2 The title" without what stands before the title.
std::string title_of(const fs::path& page) {
  std::ifstream file(page);
  std::string mark, number, title;
  file >> mark >> number;
  std::getline(file >> std::ws, title);
  return title;
}

std::optional<exercise> read(const fs::path& chapter, const fs::path& folder) {
  const std::string name = folder.filename().string();
  exercise out;
  out.id = chapter.filename().string().substr(0, 2) + "." +
           name.substr(0, name.find('-'));
  out.title = title_of(folder / "README.md");
  out.folder = folder;
  out.built =
      programs_folder() / "chapters" / chapter.filename() / "exercises" / name;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / "starter", error)) {
    out.file = entry.path().filename().string();
  }
  const bool whole = !out.title.empty() && !out.file.empty();
  return whole ? std::optional(out) : std::nullopt;
}

/// "1" and "1.2" are "01" and "01.2".
std::string two_digits(const std::string& which) {
  return which.find('.') == 1 || which.size() == 1 ? "0" + which : which;
}

}  // namespace

std::vector<exercise> exercises(const std::string& which, std::string& error) {
  std::vector<exercise> out;
  std::string known;
  const std::string wanted = two_digits(which);
  for (const fs::path& chapter : folders_in(share_folder() / "chapters")) {
    for (const fs::path& folder : folders_in(chapter / "exercises")) {
      if (auto one = read(chapter, folder)) {
        known += (known.empty() ? "" : ", ") + one->id;
        if (wanted.empty() || one->id == wanted ||
            one->id.substr(0, 2) == wanted) {
          out.push_back(std::move(*one));
        }
      }
    }
  }
  if (out.empty()) {
    error = fmt::format("there is no exercise '{}'; these exist: {}", which,
                        known.empty() ? "none yet" : known);
  }
  return out;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string task_of(const exercise& what) {
  return plain_page(text_of(what.folder / "README.md"), what.folder,
                    share_folder());
}

std::vector<std::string> hints_of(const exercise& what) {
  std::vector<std::string> out;
  std::ifstream file(what.folder / "hints.txt");
  bool open = false;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      open = false;
    } else if (open) {
      out.back() += '\n' + line;
    } else {
      out.push_back(line);
      open = true;
    }
  }
  return out;
}

std::string misconception(const std::string& id) {
  std::istringstream page(
      text_of(share_folder() / "chapters" / "misconceptions.md"));
  const std::string row = "| " + id + " | ";
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with(row)) {
      line = line.substr(row.size());
      return line.substr(0, line.find(" | "));
    }
  }
  return {};
}

fs::path students_folder(const exercise& what) {
  const char* told = std::getenv("LOOPLAB_EXERCISES");
  return (told != nullptr ? fs::path(told) : fs::path("looplab-exercises")) /
         what.id;
}

}  // namespace looplab::program
