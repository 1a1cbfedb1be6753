// SPDX-License-Identifier: BSL-1.0
//
// The stories about processes: fork, exec, vfork, and a program that closes
// descriptors that are not its own.
#include "tests/trace/stories.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "trace/detail/inside.hpp"
#include "trace/reader.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::testing {

namespace {

sigset_t end_signal() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  return ends;
}

}  // namespace

void count(std::int64_t number) {
  emit(event_kind::value, 0, 0, 1, 0, 0, number);
}

void done() {
  emit(event_kind::note, 0, 0, 1, 0, intern("all told"));
}

void block_signal() {
  const sigset_t ends = end_signal();
  sigprocmask(SIG_BLOCK, &ends, nullptr);
}

void wait_for_signal() {
  const sigset_t ends = end_signal();
  int got = 0;
  sigwait(&ends, &got);
}

int forks(long) {
  count(1);
  if (fork() == 0) {
    // What a child does before it calls exec is worth no file.
    emit(event_kind::act, static_cast<std::uint8_t>(verb::close), 0,
         descriptor_id(3));
    emit(event_kind::poll, 0, 0, 1);
    count(2);
    done();
    wait_for_signal();
    _exit(0);
  }
  count(3);
  done();
  wait_for_signal();
  wait(nullptr);
  return 0;
}

// A thread that was cancelled learns it at its next cancellation point. None
// of these calls is one, though the child makes its file with the first.
int forks_cancelled(long) {
  count(1);
  pthread_cancel(pthread_self());
  if (fork() == 0) {
    run(this_thread());
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, nullptr);
    count(2);
    done();
    wait_for_signal();
    _exit(0);
  }
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, nullptr);
  done();
  wait_for_signal();
  wait(nullptr);
  return 0;
}

int execs(long) {
  count(1);
  execl("/proc/self/exe", "target", "story_and_wait", nullptr);
  return 1;
}

int execs_at_once(long) {
  execlp("sleep", "sleep", "600", nullptr);
  return 1;
}

int execs_other(long) {
  count(1);
  execlp("sleep", "sleep", "600", nullptr);
  return 1;
}

// The reader is never closed: that would give up the lock on the file.
int reads_itself(long) {
  count(1);
  std::string error;
  static const auto own =
      reader::open(trace_file_of(static_cast<std::uint32_t>(getpid())), error);
  log seen;
  while (own != nullptr && own->drain(seen) > 0) {
  }
  std::puts(own == nullptr || own->over() ? "it is over" : "it lives");
  return seen.size() > 0 ? 0 : 1;
}

// As a hook of vfork does it, but for the jump into the real one.
int vforks(long) {
  count(1);
  detail::before_vfork();
  const pid_t child = vfork();
  if (child == 0) {
    _exit(detail::must_be_silent() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (detail::must_be_silent()) {
    return 2;
  }
  count(2);
  done();
  wait_for_signal();
  return WEXITSTATUS(status);
}

// As daemons do, whoever opened them.
void close_from_3() {
  for (int i = 3; i < 2000; ++i) {
    close(i);
  }
}

int closes_and_goes_on(long) {
  count(1);
  wait_for_signal();
  close_from_3();
  std::puts("closed");
  std::fflush(stdout);
  wait_for_signal();
  count(2);
  done();
  wait_for_signal();
  return 0;
}

// Prints the number its first own descriptor gets, and closes all it finds.
int closes_all(long) {
  count(1);
  const int fd = dup(STDOUT_FILENO);
  std::printf("%d\n", fd);
  std::fflush(stdout);
  close_from_3();
  std::thread([] { count(2); }).join();
  return on() ? 10 : 11;
}

}  // namespace looplab::trace::testing
