// SPDX-License-Identifier: BSL-1.0
//
// What a watched program does: its trace, its state, its output. How it begins
// is in start.cpp, how it ends in finish.cpp.
#include "visualizer/target/watched_program.hpp"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>

#include "visualizer/target/orphans.hpp"
#include "visualizer/target/proc_file.hpp"
#include "visualizer/target/visibility.hpp"

namespace looplab::target {

watched_program::watched_program(launched program, output_keeper printed,
                                 family traces, bool began_held,
                                 std::string hidden)
    : pid_(static_cast<std::uint32_t>(program.pid)),
      ours_(true),
      end_(std::move(program.end)),
      printed_(std::move(printed)),
      family_(std::move(traces)),
      gates_(began_held ? gate_state::held : gate_state::open),
      hidden_(std::move(hidden)) {
  family_.set_head(pid_);
}

watched_program::watched_program(std::uint32_t pid, descriptor end,
                                 family traces)
    : pid_(pid),
      ours_(false),
      end_(std::move(end)),
      family_(std::move(traces)),
      gates_(gate_state::open),
      hidden_(what_stays_hidden(pid)) {
  family_.set_head(pid_);
}

bool watched_program::find_living(std::string& error) {
  for (const trace_file& file : family_.look()) {
    std::string refused;
    if (traces_.add_living(file, refused)) {
      gates_.add(file);
    } else if (file.pid == pid_ && !refused.empty()) {
      error = refused;
      return false;
    }
  }
  return true;
}

void watched_program::find_traces() {
  for (const trace_file& file : family_.look()) {
    std::string refused;
    if (traces_.add(file, refused)) {
      gates_.add(file);
    } else if (!refused.empty()) {
      hidden_ = refused;
    }
  }
}

std::size_t watched_program::drain(trace::log& into, std::size_t most) {
  const std::int64_t until_ns = trace::settled_until();
  find_traces();
  const std::size_t came = traces_.drain(into, most, until_ns);
  for (const ended_file& ended : traces_.take_ended()) {
    gates_.remove(ended.file);
    if (ended.process_ended) {
      family_.forget(ended.file);
    }
  }
  // Now, while they live: a process that has ended has no memory map.
  resolver_.meet_processes(into);
  return came;
}

/// A program that is being started has no trace yet and would be taken for one
/// without; a few frames later it is known.
std::optional<std::uint16_t> watched_program::index_of(std::uint32_t pid,
                                                       trace::log& in) {
  constexpr int patience = 20;
  const auto& known = in.processes();
  for (std::size_t i = known.size(); i-- > 0;) {
    if (known[i].pid == pid) {
      return static_cast<std::uint16_t>(i);
    }
  }
  if (traces_.any() || (ours_ && ++samples_without_trace_ < patience)) {
    return std::nullopt;
  }
  const auto facts = facts_of(pid);
  if (!facts) {
    return std::nullopt;
  }
  trace::process_info made;
  made.pid = pid;
  made.name = facts->name;
  made.command = read_proc("/proc/" + std::to_string(pid) + "/cmdline");
  std::replace(made.command.begin(), made.command.end(), '\0', ' ');
  made.live = true;
  return in.add_process(std::move(made));
}

namespace {

/// That nothing changes is said twice, and then no more: who waits in vain is
/// told from who was only seen waiting.
constexpr std::int64_t repeated_after_ns[] = {1'200'000'000, 3'200'000'000};

bool says_the_same(const trace::sample& a, const trace::sample& b) {
  return a.process == b.process && a.threads == b.threads &&
         a.watches == b.watches && a.sockets == b.sockets;
}

}  // namespace

void watched_program::sample(trace::log& into) {
  constexpr std::size_t most_processes = 8;
  std::vector<std::uint32_t> pids = traces_.living();
  if (pids.empty()) {
    pids.push_back(pid_);
  }
  pids.resize(std::min(pids.size(), most_processes));
  for (const std::uint32_t pid : pids) {
    const auto index = index_of(pid, into);
    if (!index) {
      continue;
    }
    trace::sample seen = sampler_.look(pid);
    seen.process = *index;
    last_reading& last = last_samples_[pid];
    if (seen.threads.empty()) {
      continue;
    }
    if (!says_the_same(seen, last.seen)) {
      last = {seen, 0};
      into.add_sample(std::move(seen));
    } else if (last.repeats < std::size(repeated_after_ns) &&
               seen.t_ns - last.seen.t_ns >= repeated_after_ns[last.repeats]) {
      ++last.repeats;
      into.add_sample(std::move(seen));
    }
  }
}

void watched_program::resolve(trace::log& into, std::size_t most) {
  resolver_.resolve(into, most);
}

/// Without reaping: as long as the process is ours to wait for, nobody else can
/// get its number, nor its group's.
void watched_program::learn_status() const {
  siginfo_t how{};
  if (!ours_) {
    pollfd end{end_.get(), POLLIN, 0};
    first_ended_ = ::poll(&end, 1, 0) > 0;
  } else if (::waitid(P_PID, pid_, &how, WEXITED | WNOHANG | WNOWAIT) == 0 &&
             how.si_pid != 0) {
    first_ended_ = true;
    status_ = how.si_code == CLD_EXITED   ? how.si_status << 8
              : how.si_code == CLD_DUMPED ? how.si_status | 0x80
                                          : how.si_status;
  }
}

bool watched_program::running() const {
  if (!first_ended_) {
    learn_status();
  }
  // A program that becomes a daemon goes on in a child.
  if (first_ended_ && !all_ended_) {
    all_ended_ = !ours_ || (traces_.living().empty() && adopted().empty());
  }
  return !all_ended_;
}

std::optional<int> watched_program::exit_status() const {
  return running() ? std::nullopt : status_;
}

bool watched_program::hold(std::string& error) {
  if (!traces_.any() && !ours_) {
    error = "process " + std::to_string(pid_) +
            " cannot be held: it was started without the recorder";
    return false;
  }
  return gates_.hold(error);
}

void watched_program::take_output() {
  constexpr std::size_t most_untaken = 512 * 1024, most_first = 4096;
  if (!printed_) {
    return;
  }
  const std::string text = printed_->take();
  first_.append(text, 0, most_first - first_.size());
  untaken_ += text;
  if (untaken_.size() > most_untaken) {
    const std::size_t cut = untaken_.size() - most_untaken / 2;
    untaken_ = "[looplab: " + std::to_string(cut) +
               " bytes of output left out]\n" + untaken_.substr(cut);
  }
}

std::string watched_program::output() {
  take_output();
  return std::exchange(untaken_, {});
}

const std::string& watched_program::first_output() {
  take_output();
  return first_;
}

std::vector<int> watched_program::descriptors() const {
  std::vector<int> all;
  if (printed_ && printed_->readable() >= 0) {
    all.push_back(printed_->readable());
  }
  if (!first_ended_ && end_) {
    all.push_back(end_.get());
  }
  if (family_.changes() >= 0) {
    all.push_back(family_.changes());
  }
  return all;
}

}  // namespace looplab::target
