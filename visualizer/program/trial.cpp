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
      out.out.tried.push_back({part[1], part[2], part[3]});
    } else if (part[0] == "failed") {
      out.ended = true;
      out.out.happened = part[1];
      if (!part[4].empty()) {
        out.moment = {static_cast<trace::id>(std::stoul(part[2])),
                      std::stoi(part[3]), std::stoll(part[4])};
      }
    } else if (part[0] == "passed") {
      out.ended = out.out.passed = true;
    }
  }
  return out;
}

/// True when it ended by itself.
bool run_to_its_end(session& run) {
  const auto deadline = steady::now() + run_at_most;
  while (!run.ended() && steady::now() < deadline) {
    std::vector<pollfd> fds;
    for (const int fd : run.descriptors()) {
      fds.push_back({fd, POLLIN, 0});
    }
    poll(fds.data(), fds.size(), look_every_ms);
    if (run.events().size() < entries_kept) {
      run.collect(steady::now());
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

/// A few lines that end with the failure, or stand around its moment: what the
/// student's code did, and the test's last word.
void tell_moment(session& run, const report& from, const std::string& file,
                 verdict& into) {
  constexpr std::size_t lines_before = 6, lines_after = 2;
  const trace::log& log = run.events();
  const auto counts = [&](std::size_t i) {
    return model::is_step(log[i]) &&
           (is_of(file, log, log[i]) || log[i].kind == trace::event_kind::note);
  };
  const std::size_t at = from.moment ? entry_of(log, *from.moment) : log.size();
  std::vector<std::string> before;
  for (std::size_t i = std::min(at + 1, log.size());
       i > 0 && before.size() < lines_before; --i) {
    if (counts(i - 1)) {
      before.push_back(run.time().line(i));
    }
  }
  into.moment.assign(before.rbegin(), before.rend());
  if (at < log.size()) {
    into.shows = into.moment.size() - 1;
    for (std::size_t i = at + 2;
         i <= log.size() && into.moment.size() <= into.shows + lines_after;
         ++i) {
      if (counts(i - 1)) {
        into.moment.push_back(run.time().line(i));
      }
    }
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
  }
  verdict failed;
  const auto run = session::watch(how, failed.problem);
  if (!run || !run->record_to(recording, failed.problem)) {
    return failed;
  }
  run->release();
  const bool ended = run_to_its_end(*run);
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
