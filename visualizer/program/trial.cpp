// SPDX-License-Identifier: BSL-1.0
//
// See trial.hpp. The hidden test limits itself, too; what is here is for a
// program that it has lost control of.
#include "visualizer/program/trial.hpp"

#include <fmt/core.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#include "visualizer/model/shown.hpp"
#include "visualizer/program/exercise.hpp"
#include "visualizer/program/session.hpp"

namespace looplab::program {

namespace fs = std::filesystem;

namespace {

using steady = std::chrono::steady_clock;

constexpr std::chrono::seconds run_at_most(60);
/// Who does more than this goes round in a circle: the rest tells nothing new.
constexpr std::size_t entries_kept = 300'000;
constexpr int look_every_ms = 20;
/// The note that the hidden test leaves in the recording before it ends.
constexpr std::string_view last_word =
    "Here the test sees that it does not hold.";

/// The deed that shows the failure, as the test has told it.
struct told_moment {
  trace::id thread = 0;
  int kind = -1;
  std::int64_t t_ns = 0;
};

struct report {
  verdict out;
  bool ended = false;  ///< it says how it came out
  std::optional<told_moment> moment;
};

report read_report(const fs::path& file) {
  report out;
  std::istringstream lines(text_of(file));
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> part;
    std::istringstream words(line);
    for (std::string word; std::getline(words, word, '\t');) {
      part.push_back(word);
    }
    part.resize(std::max<std::size_t>(part.size(), 5));
    if (part[0] == "trying") {
      // What is tried once more is told once, where it was tried last.
      std::erase_if(out.out.tried, [&part](const tried_property& earlier) {
        return earlier.name == part[1];
      });
      out.out.tried.push_back({part[1], part[2], part[3]});
    } else if (part[0] == "failed") {
      out.ended = true;
      out.out.happened = part[1];
      if (!part[4].empty()) {
        out.moment = {static_cast<trace::id>(std::stoul(part[2])),
                      std::stoi(part[3]), std::stoll(part[4])};
      }
    } else if (part[0] == "missing") {
      out.ended = true;
      out.out.problem = "it cannot be checked here: " + part[1];
    } else if (part[0] == "passed") {
      out.ended = out.out.passed = true;
    }
  }
  return out;
}

/// True when it ended by itself. The program waits for the first line of its
/// report, so that it lives until its events can be told with their lines.
bool run_to_its_end(session& run, const fs::path& report_file) {
  bool met = false;
  const auto deadline = steady::now() + run_at_most;
  while (!run.ended() && steady::now() < deadline) {
    std::vector<pollfd> fds;
    for (const int fd : run.descriptors()) {
      fds.push_back({fd, POLLIN, 0});
    }
    poll(fds.data(), fds.size(), met ? look_every_ms : 1);
    if (run.events().size() < entries_kept) {
      run.collect(steady::now());
      if (!met && !run.events().processes().empty()) {
        met = true;
        std::ofstream(report_file, std::ios::app) << "recorded\n";
      }
    } else {
      run.program()->output();  // or it would wait for a reader
    }
  }
  const bool ended = run.ended();
  while (run.events().size() < entries_kept && run.collect(steady::now()) > 0) {
  }
  return ended;
}

/// What a program's end says when the test did not come to its own end.
std::string end_of(const session& run, const std::vector<std::string>& said) {
  for (const std::string& line : said) {
    if (const auto at = line.find("ERROR: AddressSanitizer: ");
        at != line.npos) {
      const std::string what = line.substr(at + 25);
      return "the address sanitizer stopped it: " +
             what.substr(0, what.find(" on "));
    }
  }
  const auto status = run.program()->exit_status();
  if (status && WIFSIGNALED(*status)) {
    return fmt::format("the program was ended by {} ({})",
                       strsignal(WTERMSIG(*status)),
                       sigabbrev_np(WTERMSIG(*status)));
  }
  return "the program ended by itself before the test was over";
}

std::size_t entry_of(const trace::log& log, const told_moment& told) {
  std::size_t best = log.size();
  auto nearest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 0; i < log.size(); ++i) {
    const auto& e = log[i];
    const auto far = std::abs(e.t_ns - told.t_ns);
    if (e.thread == told.thread && static_cast<int>(e.kind) == told.kind &&
        far < nearest) {
      best = i;
      nearest = far;
    }
  }
  return best;
}

/// Whether the student's code did it, and not the test around it.
bool is_of(const std::string& file, const trace::log& log,
           const trace::entry& what) {
  const auto& frames = log.at(what.place).frames;
  return std::ranges::any_of(frames, [&file](const trace::frame_line& one) {
    return fs::path(one.file).filename() == file;
  });
}

/// The entries that are worth telling: what the student's code did, and the
/// test's last word. Empty if the student's code did nothing that is recorded.
std::vector<std::size_t> worth_telling(const trace::log& log,
                                       const std::string& file,
                                       std::size_t moment) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const bool is_end = !out.empty() && log.text(log[i].text) == last_word;
    if (model::is_step(log[i]) &&
        (i == moment || is_end || is_of(file, log, log[i]))) {
      out.push_back(i);
    }
  }
  return out;
}

/// A few lines that end with the failure, or stand around its moment.
void tell_moment(session& run, const report& from, const std::string& file,
                 verdict& into) {
  constexpr std::size_t lines_before = 6, lines_after = 2;
  const trace::log& log = run.events();
  const std::size_t moment =
      from.moment ? entry_of(log, *from.moment) : log.size();
  const auto told = worth_telling(log, file, moment);
  const auto at = static_cast<std::size_t>(
      std::ranges::upper_bound(told, moment) - told.begin());
  const std::size_t first = at > lines_before ? at - lines_before : 0;
  const std::size_t last = std::min(at + lines_after, told.size());
  for (std::size_t i = first; i < last; ++i) {
    if (told[i] == moment) {
      into.shows = into.moment.size();
    }
    into.moment.push_back(run.time().line(told[i] + 1));
  }
}

}  // namespace

verdict try_out(const fs::path& program, const fs::path& recording,
                const std::string& file, bool sanitized) {
  const fs::path report_file = program.parent_path() / "report.txt";
  std::ofstream(report_file, std::ios::trunc);
  target::start_options how;
  how.command = {program.string()};
  how.environment["LOOPLAB_CHECK_REPORT"] = report_file.string();
  if (sanitized) {
    how.environment["LOOPLAB_CHECK_SANITIZED"] = "1";
    how.environment["ASAN_OPTIONS"] =
        "detect_stack_use_after_return=1:color=never";
  }
  verdict failed;
  const auto run = session::watch(how, failed.problem);
  if (!run || !run->record_to(recording, failed.problem)) {
    return failed;
  }
  run->release();
  const bool ended = run_to_its_end(*run, report_file);
  run->resolve_all();
  run->finish();
  const report told = read_report(report_file);
  verdict out = told.out;
  out.printed = run->output();
  if (!told.ended) {
    out.happened =
        ended ? end_of(*run, out.printed) : "it was not done after a minute";
  }
  if (!out.passed) {
    tell_moment(*run, told, file, out);
  }
  run->finish_recording(out.problem);
  return out;
}

}  // namespace looplab::program
