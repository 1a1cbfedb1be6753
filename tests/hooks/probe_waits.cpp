// SPDX-License-Identifier: BSL-1.0
//
// What the probe waits for that comes from outside: signals, and the ends of
// its children.
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "tests/hooks/probe.hpp"

namespace looplab::test {

namespace {

sigset_t blocked_and_pending(int number) {
  sigset_t all;
  sigemptyset(&all);
  sigaddset(&all, number);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  expect(pthread_kill(pthread_self(), number) == 0, "pthread_kill");
  return all;
}

pid_t child_that_ends_with(int status) {
  const pid_t child = fork();
  if (child == 0) {
    _exit(status);
  }
  return child;
}

}  // namespace

void signals_scenario() {
  int number = 0;
  siginfo_t what;
  const timespec at_once{0, 0}, moment{0, 1000};
  sigset_t which = blocked_and_pending(SIGUSR1);
  expect(sigwait(&which, &number) == 0 && number == SIGUSR1, "sigwait");
  blocked_and_pending(SIGUSR1);
  expect(sigwaitinfo(&which, &what) == SIGUSR1, "sigwaitinfo");
  errno = 0;
  expect(sigtimedwait(&which, &what, &at_once) == -1 && errno == EAGAIN,
         "sigtimedwait that only asks");
  errno = 0;
  expect(sigtimedwait(&which, &what, &moment) == -1 && errno == EAGAIN,
         "sigtimedwait");
  signal(SIGUSR1, [](int) {});
  blocked_and_pending(SIGUSR1);
  sigset_t none;
  sigemptyset(&none);
  errno = 0;
  expect(sigsuspend(&none) == -1 && errno == EINTR, "sigsuspend");
}

void children_scenario() {
  int status = 0;
  rusage used;
  siginfo_t how;
  pid_t child = child_that_ends_with(3);
  expect(waitpid(child, &status, 0) == child, "waitpid");
  expect(WIFEXITED(status) && WEXITSTATUS(status) == 3, "the child's status");
  expect(waitpid(-1, &status, WNOHANG) == -1 && errno == ECHILD,
         "waitpid that only asks");
  child = child_that_ends_with(0);
  expect(wait(&status) == child, "wait");
  child = child_that_ends_with(0);
  expect(wait3(&status, 0, &used) == child, "wait3");
  child = child_that_ends_with(0);
  expect(wait4(child, &status, 0, &used) == child, "wait4");
  child = child_that_ends_with(0);
  expect(waitid(P_PID, static_cast<id_t>(child), &how, WEXITED) == 0, "waitid");
  expect(how.si_pid == child, "waitid's child");
}

}  // namespace looplab::test
