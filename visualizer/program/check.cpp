// SPDX-License-Identifier: BSL-1.0
//
// See check.hpp. What is printed is for a person: one property that does not
// hold, what was seen, the moment that shows it, and what to do next.
#include "visualizer/program/check.hpp"

#include <fmt/core.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "visualizer/model/characters.hpp"
#include "visualizer/program/compiler.hpp"
#include "visualizer/program/exercise_record.hpp"
#include "visualizer/program/paragraph.hpp"
#include "visualizer/program/parsons.hpp"
#include "visualizer/program/saved.hpp"
#include "visualizer/program/trial.hpp"

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

constexpr int passed = 0;
constexpr int failed = 1;
constexpr int usage_error = 2;
constexpr int missing = 3;

int complain(const std::string& sentence, int code) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return code;
}

/// A folder for what the compiler makes; it goes with this object.
class workshop {
 public:
  workshop() {
    std::string name = (fs::temp_directory_path() / "looplab-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) {
      folder_ = name;
    }
  }

  ~workshop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  workshop(const workshop&) = delete;
  workshop& operator=(const workshop&) = delete;

  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

void print_misconception(const std::string& id) {
  if (const std::string text = misconception(id); !text.empty()) {
    const std::string told =
        fmt::format("One may think that {}. It is not so ({}).", text, id);
    fmt::print("\n{}", paragraph(told, 0));
  }
}

void print_tried(const verdict& result) {
  for (std::size_t i = 0; i < result.tried.size(); ++i) {
    const bool held = result.passed || i + 1 < result.tried.size();
    const std::string told =
        fmt::format("  {} {:<18} it must {}", held ? "ok   " : "FAILS",
                    result.tried[i].name, result.tried[i].sentence);
    fmt::print("{}", paragraph(told, 27));
  }
}

/// What a student reads below the compiler's own words.
int tell_errors(const exercise& what, const assembled& lines) {
  fmt::print("\n{} does not compile yet; the first error is {}.\n", what.id,
             what.parsons() ? "above" : "at the top");
  if (!lines.tempted.empty()) {
    const distractor& first = lines.tempted.front();
    const std::string told = fmt::format("Leave out line {}, '{}': {}",
                                         first.number, first.line, first.why);
    fmt::print("{}", paragraph(told, 2));
  }
  return failed;
}

/// In two parts if one line has no room: what happened, and where.
void print_event(const std::string& told) {
  // What stands before its words: its time.
  constexpr std::size_t indent = 21;
  const std::size_t where = told.rfind("  (");
  if (model::width_of(told) <= terminal_columns || where == told.npos) {
    fmt::print("{}", paragraph(told, indent));
    return;
  }
  fmt::print(
      "{}{}", paragraph(told.substr(0, where), indent),
      paragraph(std::string(indent, ' ') + told.substr(where + 2), indent));
}

void print_moment(const verdict& result) {
  fmt::print("\nIn the recording:{}\n",
             result.moment.empty()
                 ? " your code did nothing that the recorder sees."
                 : "");
  for (std::size_t i = 0; i < result.moment.size(); ++i) {
    print_event(fmt::format("{} {}", i == result.shows ? ">>" : "  ",
                            result.moment[i]));
  }
}

/// The last lines; of a sanitizer's long report, the first.
void print_output(const verdict& result) {
  constexpr std::ptrdiff_t most = 12;
  const auto& all = result.printed;
  const auto report = std::ranges::find_if(all, [](const std::string& line) {
    return line.find("ERROR: AddressSanitizer") != line.npos;
  });
  auto from = report;
  if (report == all.end()) {
    from = all.end() - std::min(most, std::ssize(all));
  }
  const auto to = from + std::min(most, all.end() - from);
  if (from != to) {
    fmt::print("\nIt printed:\n");
  }
  for (auto line = from; line != to; ++line) {
    fmt::print("   {}\n", *line);
  }
}

void print_failure(const verdict& result, const assembled* lines) {
  fmt::print("\n{}", paragraph(fmt::format("Seen: {}.", result.happened), 6));
  print_moment(result);
  print_output(result);
  if (lines != nullptr && !lines->tempted.empty()) {
    for (const distractor& one : lines->tempted) {
      const std::string told =
          fmt::format("The line '{}': {}", one.line, one.why);
      fmt::print("\n{}", paragraph(told, 2));
      print_misconception(one.misconception);
    }
  } else if (!result.tried.empty()) {
    print_misconception(result.tried.back().misconception);
  }
}

/// What is checked, and where its recording goes.
struct place {
  fs::path source;
  fs::path recording;
};

place place_of(const exercise& what, const check_wishes& how) {
  place out;
  out.source =
      how.file.empty() ? students_folder(what) / what.file : fs::path(how.file);
  out.recording = how.recording.empty()
                      ? out.source.parent_path() / "check.loop"
                      : fs::path(how.recording);
  return out;
}

int tell(const exercise& what, const place& at, const verdict& result,
         const assembled* lines, const check_wishes& how) {
  fmt::print("{} {}\n\n", what.id, what.title);
  print_tried(result);
  if (result.passed) {
    fmt::print("\nAll of it holds.\n");
  } else {
    print_failure(result, lines);
    fmt::print("\nSee it:  looplab replay {}\n", at.recording.string());
    fmt::print("A hint:  looplab exercise {} --hint\n", what.id);
  }
  if (how.file.empty()) {
    note_exercise(what.id, result.passed ? "passed" : "checked");
  }
  if (result.passed && how.file.empty()) {
    fmt::print("Compare: looplab solution {}\n", what.id);
  }
  return result.passed ? passed : failed;
}

int check_one(const exercise& what, const check_wishes& how) {
  const place at = place_of(what, how);
  std::error_code ignored;
  if (!fs::exists(at.source, ignored)) {
    return complain(fmt::format("there is no {}; 'looplab exercise {}' hands "
                                "it out",
                                at.source.string(), what.id),
                    how.file.empty() ? missing : usage_error);
  }
  const workshop shop;
  fs::path source = fs::absolute(at.source);
  assembled lines;
  if (what.parsons()) {
    lines = assemble(what, source, shop.folder());
    if (lines.source.empty()) {
      return complain(lines.complaint, failed);
    }
    source = lines.source;
  }
  const compiled made = compile(what, source, shop.folder());
  if (!made.problem.empty()) {
    return complain(made.problem, missing);
  }
  fmt::print("{}", made.said);
  if (made.program.empty()) {
    return tell_errors(what, lines);
  }
  const verdict result =
      try_out(made.program, at.recording, at.source.filename().string(),
              sanitized(what));
  if (!result.problem.empty()) {
    return complain(result.problem, missing);
  }
  return tell(what, at, result, what.parsons() ? &lines : nullptr, how);
}

int check_again_and_again(const exercise& what, const check_wishes& how) {
  const fs::path file = place_of(what, how).source;
  saved_file watch(file);
  int code = check_one(what, how);
  while (code != missing && watch.wait()) {
    fmt::print("\n---- saved, checked again ----\n\n");
    code = check_one(what, how);
    std::fflush(stdout);
  }
  return code;
}

}  // namespace

int check_all(const std::vector<exercise>& which, const check_wishes& how) {
  if (which.size() == 1) {
    return how.watch ? check_again_and_again(which.front(), how)
                     : check_one(which.front(), how);
  }
  if (how.watch || !how.file.empty() || !how.recording.empty()) {
    return complain(fmt::format("say which one: {} to {}", which.front().id,
                                which.back().id),
                    usage_error);
  }
  int worst = passed;
  for (const exercise& one : which) {
    std::error_code ignored;
    if (fs::exists(students_folder(one) / one.file, ignored)) {
      worst = std::max(worst, check_one(one, how));
    } else {
      fmt::print("{} {}: not begun; looplab exercise {}\n", one.id, one.title,
                 one.id);
      worst = std::max(worst, failed);
    }
    fmt::print("\n");
  }
  return worst;
}

}  // namespace looplab::program
