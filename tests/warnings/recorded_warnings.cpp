// SPDX-License-Identifier: BSL-1.0
//
// See recorded_warnings.hpp.
#include "tests/warnings/recorded_warnings.hpp"

#include <chrono>
#include <stdexcept>

#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"
#include "trace/recording.hpp"
#include "visualizer/model/warning_words.hpp"
#include "visualizer/program/warning_lines.hpp"

namespace looplab::tests {

std::set<model::warning_kind> recorded_run::kinds() const {
  std::set<model::warning_kind> out;
  for (const model::warning& one : found) {
    out.insert(one.kind);
  }
  return out;
}

std::set<recorded_run::site> recorded_run::sites() const {
  std::set<site> out;
  for (const model::warning& one : found) {
    out.emplace(one.kind, model::place_words(events, one.place));
  }
  return out;
}

std::string recorded_run::told() const {
  model::warnings again(events);
  again.catch_up();
  return program::warning_lines(events, again);
}

recorded_run found_in(const std::string& file,
                      const model::warning_limits& limits) {
  recorded_run out;
  std::string note, error;
  if (!trace::read_recording(file, out.events, note, error)) {
    throw std::runtime_error(error);
  }
  model::warnings all(out.events, limits);
  all.catch_up();
  out.found = all.all();
  return out;
}

recorded_run record(const std::vector<std::string>& command) {
  const own_records records;
  const std::string file = records.file("run.loop");
  std::vector<std::string> arguments = {"-o", file, "--"};
  arguments.insert(arguments.end(), command.begin(), command.end());
  support::process recorder(
      {LOOPLAB_RECORD, arguments, records.environment(SHARE_FOLDER)});
  if (recorder.wait(std::chrono::seconds(60)) != 0) {
    throw std::runtime_error(recorder.output());
  }
  return found_in(file);
}

}  // namespace looplab::tests
