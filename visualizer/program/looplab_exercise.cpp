// SPDX-License-Identifier: BSL-1.0
//
// looplab-exercise: hands out an exercise, checks what was made of it, and
// shows the solution to who has one. It never writes over a student's file.
// Exit codes: 0 done or passed, 1 not passed, 2 usage, 3 something is missing.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "visualizer/program/check.hpp"
#include "visualizer/program/exercise.hpp"
#include "visualizer/program/exercise_record.hpp"
#include "visualizer/program/paragraph.hpp"

namespace {

using namespace looplab::program;
namespace fs = std::filesystem;

constexpr int done = 0;
constexpr int failed = 1;
constexpr int usage_error = 2;
constexpr int missing = 3;

struct wishes {
  std::string verb, subject;
  check_wishes check;
  bool hint = false;
  bool give_up = false;
};

wishes chosen;

int complain(const std::string& sentence, int code) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return code;
}

const char* word_for(const exercise_state& state) {
  return state.passed ? "passed" : state.begun ? "begun" : "new";
}

/// Copies what is not there yet. False and a sentence when that cannot be.
bool hand_out(const exercise& what, std::string& error) {
  const fs::path file = students_folder(what) / what.file;
  std::error_code failure;
  fs::create_directories(file.parent_path(), failure);
  if (!fs::exists(file, failure)) {
    fs::copy_file(what.starter(), file, failure);
    if (failure) {
      error =
          fmt::format("cannot write {}: {}", file.string(), failure.message());
      return false;
    }
    note_exercise(what.id, "begun");
  }
  return true;
}

int show_hint(const exercise& what) {
  const auto hints = hints_of(what);
  const auto shown = static_cast<std::size_t>(state_of(what.id).hints);
  const std::size_t next = std::min(shown + 1, hints.size());
  for (std::size_t i = 0; i < next; ++i) {
    const std::string told =
        fmt::format("{} of {}: {}", i + 1, hints.size(), hints[i]);
    fmt::print("{}\n", paragraph(told, 0));
  }
  if (shown < hints.size()) {
    note_exercise(what.id, "hint");
  } else {
    fmt::print("That was all. 'looplab solution {} --give-up' shows one.\n",
               what.id);
  }
  return done;
}

int show_exercise(const std::vector<exercise>& all) {
  std::string error;
  for (const exercise& one : all) {
    if (!hand_out(one, error)) {
      return complain(error, missing);
    }
    if (all.size() > 1) {
      fmt::print("{}  {:<52} {}\n", one.id, one.title,
                 word_for(state_of(one.id)));
    }
  }
  const exercise& first = all.front();
  if (all.size() > 1) {
    fmt::print(
        "\nYour files are in {}. The task of one of them: "
        "looplab exercise {}\n",
        students_folder(first).parent_path().string(), first.id);
    return done;
  }
  fmt::print(
      "{}\nYour file:   {}\nCheck it:    looplab check {}\n"
      "A hint:      looplab exercise {} --hint\n",
      task_of(first), (students_folder(first) / first.file).string(), first.id,
      first.id);
  return done;
}

int show_solution(const exercise& what) {
  const exercise_state state = state_of(what.id);
  if (!state.passed && !state.gave_up && !chosen.give_up) {
    return complain(
        fmt::format("the solution of {} is shown after a passed check, or with "
                    "--give-up, which is noted with your progress",
                    what.id),
        failed);
  }
  if (!state.passed && !state.gave_up) {
    note_exercise(what.id, "gave-up");
  }
  fmt::print("{}", text_of(what.solution()));
  return done;
}

int one_only(const std::vector<exercise>& all) {
  return all.size() == 1 ? done
                         : complain(fmt::format("say which one: {} to {}",
                                                all.front().id, all.back().id),
                                    usage_error);
}

int run_verb() {
  std::string error;
  const auto all = exercises(chosen.subject, error);
  if (all.empty()) {
    return complain(error, usage_error);
  }
  if (chosen.verb == "check") {
    return check_all(all, chosen.check);
  }
  if (chosen.verb == "exercise" && !chosen.hint) {
    return show_exercise(all);
  }
  if (const int code = one_only(all); code != done) {
    return code;
  }
  return chosen.hint ? show_hint(all.front()) : show_solution(all.front());
}

void describe(CLI::App& app) {
  app.require_subcommand(1, 1);
  const auto verb = [&app](const char* name, const char* text) {
    CLI::App* out = app.add_subcommand(name, text);
    out->callback([name] { chosen.verb = name; });
    out->add_option("exercise", chosen.subject, "NN or NN.K")->required();
    return out;
  };
  verb("exercise", "hands out an exercise and prints its task")
      ->add_flag("--hint", chosen.hint, "the next step towards a solution");
  CLI::App* check = verb("check", "tells what is not right yet");
  check->add_option("--file", chosen.check.file,
                    "check this file, and keep no record of it");
  check->add_option("-o,--output", chosen.check.recording,
                    "the recording's file");
  check->add_flag("--watch", chosen.check.watch,
                  "check again whenever the file is saved");
  verb("solution", "one way to do it")
      ->add_flag("--give-up", chosen.give_up, "show it without a passed check");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Exercises: do them, and have them checked.", "looplab");
  describe(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : usage_error;
  }
  return run_verb();
}
