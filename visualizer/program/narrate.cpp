// SPDX-License-Identifier: BSL-1.0
//
// The loop behind narrate.hpp: collect, print, wait. It never holds a program.
#include "visualizer/program/narrate.hpp"

#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <vector>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/shown.hpp"
#include "visualizer/program/warning_lines.hpp"

namespace looplab::program {

namespace {

constexpr int look_every_ms = 20;

/// SIGINT and SIGTERM as a readable descriptor, so that what was started is
/// ended and the recording completed before we leave.
class ending_signals {
 public:
  ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (int number : {SIGINT, SIGTERM, SIGHUP}) {
      sigaddset(&set, number);
    }
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // A reader that leaves (`| head`) is an end like any other.
    signal(SIGPIPE, SIG_IGN);
    fd_ = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  }

  ~ending_signals() { close(fd_); }

  ending_signals(const ending_signals&) = delete;
  ending_signals& operator=(const ending_signals&) = delete;

  int fd() const { return fd_; }

  bool came() const {
    signalfd_siginfo what{};
    return read(fd_, &what, sizeof what) == sizeof what;
  }

 private:
  int fd_ = -1;
};

/// Prints entries and captions in the order in which they happened.
class line_printer {
 public:
  explicit line_printer(session& run) : run_(run) {}

  /// False when it cannot be printed: why() says an errno then.
  bool print_new() {
    try {
      print_entries();
      print_samples();
      why_ = std::fflush(stdout) == 0 ? 0 : errno;
    } catch (const std::system_error& failed) {
      why_ = failed.code().value();
    }
    return why_ == 0;
  }

  int why() const { return why_; }

 private:
  void print_entries() {
    const auto& captions = run_.events().captions();
    run_.resolve_all();
    for (; shown_ < run_.time().size(); ++shown_) {
      for (; caption_ < captions.size() && captions[caption_].after <= shown_;
           ++caption_) {
        fmt::print("## {}\n", model::printable(captions[caption_].text));
      }
      if (model::is_step(run_.events()[shown_])) {
        fmt::print("{}\n", run_.time().line(shown_ + 1));
      }
    }
    for (; caption_ < captions.size(); ++caption_) {
      fmt::print("## {}\n", model::printable(captions[caption_].text));
    }
  }

  /// What /proc shows of a program that does not tell anything itself.
  void print_samples() {
    const auto& samples = run_.events().samples();
    const std::size_t gone = run_.events().samples_gone();
    const bool tells = run_.program() == nullptr || run_.program()->has_trace();
    sampled_ = std::max(sampled_, gone);
    for (; sampled_ - gone < samples.size(); ++sampled_) {
      if (!tells) {
        print_sample(samples[sampled_ - gone]);
      }
    }
  }

  static void print_sample(const trace::sample& seen) {
    for (const trace::thread_sample& thread : seen.threads) {
      const char* does = thread.state == 'R'    ? "runs"
                         : thread.wchan.empty() ? "sleeps"
                                                : "sleeps in ";
      fmt::print("thread {} {}: {}{}\n", thread.tid,
                 model::printable(thread.comm), does, thread.wchan);
    }
    for (const trace::watch_sample& watch : seen.watches) {
      fmt::print("  epoll fd {} watches fd {}\n", watch.epoll_fd, watch.fd);
    }
    for (const trace::socket_sample& socket : seen.sockets) {
      fmt::print("  fd {} {}: {} bytes unread, {} unsent\n", socket.fd,
                 socket.what, socket.unread, socket.unsent);
    }
  }

  session& run_;
  std::size_t shown_ = 0;
  std::size_t caption_ = 0;
  std::size_t sampled_ = 0;
  int why_ = 0;
};

void wait(const session& run, const ending_signals& signals) {
  std::vector<pollfd> fds = {{signals.fd(), POLLIN, 0}};
  for (const int fd : run.descriptors()) {
    fds.push_back({fd, POLLIN, 0});
  }
  poll(fds.data(), fds.size(), look_every_ms);
}

bool over(const session& run) {
  return run.ended() || run.lesson_finished();
}

int run_until_over(session& run, line_printer* printer) {
  const ending_signals signals;
  const auto now = [] {
    return std::chrono::steady_clock::now();
  };
  bool wanted = true;
  while (wanted && !over(run) && !signals.came()) {
    run.collect(now());
    wanted = printer == nullptr || printer->print_new();
    wait(run, signals);
  }
  // What the program said last is still to be read.
  while (run.collect(now()) > 0) {
  }
  // Whoever leaves early (`| head`) has read enough; a full disk has not.
  if (printer != nullptr && wanted && !printer->print_new()) {
    wanted = false;
  }
  if (!wanted && printer->why() != EPIPE) {
    fmt::print(stderr, "looplab: cannot print the lines: {}\n",
               std::strerror(printer->why()));
    return 3;
  }
  if (const std::string problem = run.lesson_problem(); !problem.empty()) {
    fmt::print(stderr, "looplab: {}\n", problem);
    return 1;
  }
  return 0;
}

}  // namespace

void print_found(session& run) {
  run.find_all();
  fmt::print(stderr, "{}", warning_lines(run.events(), run.found()));
}

int narrate(session& run) {
  line_printer printer(run);
  run.release();
  const int code = run_until_over(run, &printer);
  run.finish();
  print_found(run);
  return code;
}

int follow(session& run) {
  run.release();
  return run_until_over(run, nullptr);
}

}  // namespace looplab::program
