// SPDX-License-Identifier: BSL-1.0
//
// The process that only waits. SIGKILL leaves a program no chance to clean up,
// so the screen runs in a child and this parent, which holds a copy of the
// terminal's modes, restores after any death and says one sentence.
#include "visualizer/terminal/supervisor.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "visualizer/terminal/restore.hpp"

namespace looplab::terminal {

namespace {

int run_child(int (*body)(int, char**), int argc, char** argv, pid_t parent) {
  // A screen without its supervisor would be a screen nobody restores.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) {
    return EXIT_FAILURE;
  }
  return body(argc, argv);
}

int report_death(int number, const termios& modes) {
  const std::string sequence = plain_restore_sequence();
  if (write(STDOUT_FILENO, sequence.data(), sequence.size()) < 0) {
    // The terminal itself is gone; there is nothing left to restore.
  }
  tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
  fmt::print(stderr,
             "looplab: the screen was ended by signal {} ({}); the terminal is "
             "restored, the watched program was let go\n",
             number, strsignal(number));
  return 128 + number;
}

}  // namespace

int supervise(int (*body)(int, char**), int argc, char** argv) {
  termios modes{};
  if (tcgetattr(STDIN_FILENO, &modes) != 0) {
    return body(argc, argv);  // no terminal, nothing to restore
  }
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) {
    return body(argc, argv);
  }
  if (child == 0) {
    std::exit(run_child(body, argc, argv, parent));
  }
  // Keys that end the child reach this process too; it must outlive it. After
  // the child's death this process may be in the background for a moment.
  for (int number : {SIGINT, SIGQUIT, SIGTTOU}) {
    signal(number, SIG_IGN);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) {
    return report_death(WTERMSIG(status), modes);
  }
  return WEXITSTATUS(status);
}

}  // namespace looplab::terminal
