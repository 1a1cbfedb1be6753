// SPDX-License-Identifier: BSL-1.0
//
// See compiler.hpp. The compiler writes into a file, so that nobody has to
// read while it works; `timeout` ends it.
#include "visualizer/program/compiler.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <vector>

#include "visualizer/program/places.hpp"

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

using words = std::vector<std::string>;

// A second is enough, but not where ten others compile at the same time.
constexpr const char* seconds_to_compile = "300";
constexpr int ended_by_timeout = 124;

/// The exercise's own options, if it has any, one a word.
words own_flags(const exercise& what) {
  words out;
  std::istringstream file(text_of(what.folder / "flags"));
  for (std::string word; file >> word;) {
    out.push_back(word);
  }
  return out;
}

words command_for(const exercise& what, const fs::path& source,
                  const fs::path& program) {
  const char* told = std::getenv("CXX");
  const fs::path support = programs_folder() / "chapters";
  words out{"timeout", seconds_to_compile, told != nullptr ? told : "c++"};
  for (const char* flag :
       {"-std=c++20", "-O1", "-g", "-fno-optimize-sibling-calls", "-Wall",
        "-Wextra", "-fdiagnostics-color=never", "-pthread"}) {
    out.emplace_back(flag);
  }
  // Lines in a wrong order are wrong for many reasons, and one is the first.
  if (what.parsons()) {
    out.emplace_back("-Wfatal-errors");
  }
  // The second is where an installed copy has the recorder's headers.
  out.push_back("-I" + share_folder().string());
  out.push_back("-I" + (share_folder() / "../../include/looplab").string());
  const words rest{source.string(),
                   "-Wl,--whole-archive",
                   (support / "exercise/libexercise_hooks.a").string(),
                   "-Wl,--no-whole-archive",
                   "-Wl,--start-group",
                   (what.built / "libtest.a").string(),
                   (support / "exercise/libexercise.a").string(),
                   (support / "common/libcommon.a").string(),
                   "-Wl,--end-group",
                   "-Wl,--export-dynamic-symbol=looplab_hooks",
                   "-ldl",
                   "-o",
                   program.string()};
  out.insert(out.end(), rest.begin(), rest.end());
  // Last of all: a library is looked into for what is missing until then.
  for (const std::string& flag : own_flags(what)) {
    out.push_back(flag);
  }
  return out;
}

/// The wait status, or -1 when it could not be started.
int run(const words& command, const fs::path& output) {
  std::vector<char*> arguments;
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  int status = posix_spawnp(&pid, arguments[0], &files, nullptr,
                            arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (status != 0 || waitpid(pid, &status, 0) != pid) {
    return -1;
  }
  return status;
}

}  // namespace

compiled compile(const exercise& what, const fs::path& source,
                 const fs::path& folder) {
  compiled out;
  std::error_code ignored;
  if (!fs::exists(what.built / "libtest.a", ignored)) {
    out.problem =
        fmt::format("the hidden test of {} is not built: {} is missing",
                    what.id, (what.built / "libtest.a").string());
    return out;
  }
  const fs::path program = folder / "program";
  const int status =
      run(command_for(what, source, program), folder / "compiler.txt");
  out.said = text_of(folder / "compiler.txt");
  if (status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == 127)) {
    out.problem = "there is no C++ compiler: install g++, or name one in CXX";
  } else if (WIFEXITED(status) && WEXITSTATUS(status) == ended_by_timeout) {
    out.problem = fmt::format(
        "the compiler had not finished after {} s and was ended: try again "
        "when the machine has less to do",
        seconds_to_compile);
  } else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    out.program = program;
  }
  return out;
}

bool sanitized(const exercise& what) {
  for (const std::string& flag : own_flags(what)) {
    if (flag.starts_with("-fsanitize")) {
      return true;
    }
  }
  return false;
}

}  // namespace looplab::program
