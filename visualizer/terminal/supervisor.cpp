// SPDX-License-Identifier: BSL-1.0
//
// The process that only waits. SIGKILL leaves a program no chance to clean up,
// so the screen runs in a child and this parent, which holds a copy of the
// terminal's modes, restores after any death and says one sentence. What only
// the child knows, it leaves in a page that both share.
#include "visualizer/terminal/supervisor.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "visualizer/terminal/restore.hpp"

namespace looplab::terminal {

namespace {

/// Shared with the child. The length is stored last: half a clause is never
/// said.
struct last_words {
  std::atomic<std::size_t> size;
  char text[1000];
};

last_words* shared = nullptr;

std::string words_left() {
  return shared == nullptr ? std::string()
                           : std::string(shared->text, shared->size.load());
}

int run_child(int (*body)(int, char**), int argc, char** argv, pid_t parent) {
  // A screen without its supervisor would be a screen nobody restores.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) {
    return EXIT_FAILURE;
  }
  return body(argc, argv);
}

volatile pid_t supervised = 0;

/// The screen gives the terminal back and ends; then this process does. The
/// other way round a shell would write into a screen that is not its own.
void hand_on(int number) {
  const int error = errno;
  kill(supervised, number);
  errno = error;
}

/// Keys that end the child reach this process too; it must outlive it. After
/// the child's death this process may be in the background for a moment.
void outlive(pid_t child) {
  supervised = child;
  for (int number : {SIGINT, SIGQUIT, SIGTTOU}) {
    signal(number, SIG_IGN);
  }
  for (int number : {SIGTERM, SIGHUP}) {
    signal(number, hand_on);
  }
}

int report_death(int number, const termios& modes) {
  const std::string sequence = plain_restore_sequence();
  if (write(STDOUT_FILENO, sequence.data(), sequence.size()) < 0) {
    // The terminal itself is gone; there is nothing left to restore.
  }
  tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
  fmt::print(stderr,
             "looplab: the screen was ended by signal {} ({}); the terminal is "
             "restored, the watched program was let go{}\n",
             number, strsignal(number), words_left());
  return 128 + number;
}

}  // namespace

void leave_last_words(std::string_view clause) {
  if (shared == nullptr) {
    return;
  }
  shared->size.store(0);
  const std::size_t size = std::min(clause.size(), sizeof shared->text);
  std::copy_n(clause.data(), size, shared->text);
  shared->size.store(size);
}

int supervise(int (*body)(int, char**), int argc, char** argv) {
  termios modes{};
  if (tcgetattr(STDIN_FILENO, &modes) != 0) {
    return body(argc, argv);  // no terminal, nothing to restore
  }
  void* page = mmap(nullptr, sizeof(last_words), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  shared = page == MAP_FAILED ? nullptr : new (page) last_words{};
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) {
    return body(argc, argv);
  }
  if (child == 0) {
    std::exit(run_child(body, argc, argv, parent));
  }
  outlive(child);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) {
    return report_death(WTERMSIG(status), modes);
  }
  return WEXITSTATUS(status);
}

}  // namespace looplab::terminal
