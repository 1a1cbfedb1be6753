// SPDX-License-Identifier: BSL-1.0
//
// Runs programs under the hooks and collects what was recorded.
#include "tests/hooks/watched_run.hpp"

#include <filesystem>

#include "tests/hooks/trace_directory.hpp"
#include "tests/support/process.hpp"

namespace looplab::test {

namespace {

watched_run run_to_end(support::launch what, bool preloaded) {
  const trace_directory directory;
  what.environment = environment_for(directory.path(), preloaded);
  support::process program(what);
  watched_run run;
  run.status = program.wait().value_or(-1);
  run.output = program.output();
  collect(run, program.pid(), directory.path());
  return run;
}

}  // namespace

void collect(watched_run& run, int pid,
             const std::filesystem::path& directory) {
  const auto file = directory / (std::to_string(pid) + ".trace");
  run.own = read_trace(file, run.problem);
  for (const auto& other : std::filesystem::directory_iterator(directory)) {
    if (other.path() != file && other.path().extension() == ".trace") {
      run.children.push_back(read_trace(other.path(), run.problem));
    }
  }
}

std::vector<hooked> ways_to_hook() {
#if defined(PRELOAD)
  return {hooked::linked, hooked::preloaded, hooked::both};
#else
  return {hooked::linked};
#endif
}

std::string word_of(hooked how) {
  return how == hooked::linked      ? "linked"
         : how == hooked::preloaded ? "preloaded"
                                    : "both";
}

std::vector<std::pair<std::string, std::string>> environment_for(
    const std::string& directory, bool preloaded) {
  std::vector<std::pair<std::string, std::string>> environment{
      {"LOOPLAB_TRACE", "on"},
      {"LOOPLAB_TRACE_KEEP", "1"},
      {"LOOPLAB_TRACE_DIR", directory}};
#if defined(PRELOAD)
  if (preloaded) {
    environment.emplace_back("LD_PRELOAD", PRELOAD);
  }
#else
  static_cast<void>(preloaded);
#endif
  return environment;
}

watched_run probe(hooked how, const std::string& scenario) {
  const char* const program =
      how == hooked::preloaded ? PLAIN_PROBE : HOOKED_PROBE;
  return run_to_end({program, {scenario}, {}, {}}, how != hooked::linked);
}

watched_run preload_into(const std::string& program,
                         const std::vector<std::string>& arguments) {
  return run_to_end({program, arguments, {}, {}}, true);
}

watched_run run_recorded(const std::string& program,
                         const std::vector<std::string>& arguments) {
  return run_to_end({program, arguments, {}, {}}, false);
}

}  // namespace looplab::test
