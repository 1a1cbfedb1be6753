// SPDX-License-Identifier: BSL-1.0
//
// See parsons.hpp. Lines are compared without the spaces around them, so the
// student may indent as the braces ask for.
#include "visualizer/program/parsons.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

constexpr const char* place_of_lines = "// [lines]";

struct numbered_line {
  int number;
  std::string text;
};

std::string trimmed(const std::string& line) {
  const auto begin = line.find_first_not_of(" \t\r");
  return begin == line.npos
             ? ""
             : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<numbered_line> lines_in(const fs::path& file) {
  std::vector<numbered_line> out;
  std::istringstream in(text_of(file));
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    line = trimmed(line);
    if (!line.empty() && line[0] != '#') {
      out.push_back({number, line});
    }
  }
  return out;
}

/// Three lines each: the line, the misconception's id, why; then a blank one.
std::vector<distractor> distractors_of(const exercise& what) {
  std::vector<distractor> out;
  const auto lines = lines_in(what.folder / "distractors.txt");
  for (std::size_t i = 0; i + 2 < lines.size(); i += 3) {
    out.push_back({lines[i].text, lines[i + 1].text, lines[i + 2].text, 0});
  }
  return out;
}

}  // namespace

assembled assemble(const exercise& what, const fs::path& answer,
                   const fs::path& folder) {
  assembled out;
  auto given = lines_in(what.starter());  // those that are not used yet
  const auto wrong = distractors_of(what);
  std::string body;
  for (const auto& [number, text] : lines_in(answer)) {
    const auto used = std::ranges::find(given, text, &numbered_line::text);
    if (used == given.end()) {
      out.complaint = fmt::format(
          "line {} is none of the given lines, or is used more often than it "
          "is given: {}\nOnly their order is yours: {} has them all",
          number, text, what.starter().string());
      return out;
    }
    given.erase(used);
    body += fmt::format("#line {} \"{}\"\n{}\n", number, answer.string(), text);
    const auto found = std::ranges::find(wrong, text, &distractor::line);
    if (found != wrong.end()) {
      out.tempted.push_back(*found);
      out.tempted.back().number = number;
    }
  }
  const fs::path frame_file = what.folder / "frame.cpp";
  std::string frame = text_of(frame_file);
  const auto place = frame.find(place_of_lines);
  if (place != frame.npos) {
    const auto before = std::ranges::count(frame.substr(0, place), '\n');
    body += fmt::format("#line {} \"{}\"", before + 2, frame_file.string());
    frame.replace(place, std::string(place_of_lines).size(), body);
  }
  out.source = folder / "assembled.cpp";
  std::ofstream(out.source)
      << fmt::format("#line 1 \"{}\"\n", frame_file.string()) << frame;
  return out;
}

}  // namespace looplab::program
