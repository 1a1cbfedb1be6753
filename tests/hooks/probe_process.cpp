// SPDX-License-Identifier: BSL-1.0
//
// What the probe does that must come out the same with hooks as without:
// errors, signals, cancellation, children, and calls before and after main.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <thread>

#include "tests/hooks/asleep.hpp"
#include "tests/hooks/probe.hpp"

namespace looplab::test {

namespace {

constexpr int untouched = 1234;

int ends[2];

void make_pipe() {
  expect(pipe(ends) == 0, "pipe");
}

void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action {};

  action.sa_handler = handler;
  action.sa_flags = flags;
  expect(sigaction(number, &action, nullptr) == 0, "sigaction");
}

// Signals the thread once it sleeps.
std::thread signal_when_asleep(int number) {
  return std::thread([number, to = pthread_self(), sleeper = thread_number()] {
    wait_until_asleep(sleeper);
    expect(pthread_kill(to, number) == 0, "pthread_kill");
  });
}

void mutex_errors() {
  pthread_mutexattr_t kind;
  pthread_mutex_t mutex;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_init(&mutex, &kind);
  const timespec past{1, 0};
  expect(pthread_mutex_lock(&mutex) == 0, "lock");
  expect(pthread_mutex_lock(&mutex) == EDEADLK, "EDEADLK");
  expect(pthread_mutex_trylock(&mutex) == EBUSY, "EBUSY");
  expect(pthread_mutex_unlock(&mutex) == 0, "unlock");
  pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
  pthread_mutex_lock(&mutex);
  expect(pthread_cond_timedwait(&condition, &mutex, &past) == ETIMEDOUT,
         "ETIMEDOUT");
  pthread_mutex_unlock(&mutex);
}

}  // namespace

void errno_scenario() {
  char into[4];
  epoll_event ready;
  make_pipe();
  errno = untouched;
  expect(write(ends[1], "ab", 2) == 2 && errno == untouched, "write");
  expect(read(ends[0], into, 1) == 1 && errno == untouched, "read");
  const timespec moment{0, 1000};
  expect(nanosleep(&moment, nullptr) == 0 && errno == untouched, "nanosleep");
  expect(read(-1, into, 1) == -1 && errno == EBADF, "read, EBADF");
  errno = 0;
  expect(close(-1) == -1 && errno == EBADF, "close, EBADF");
  errno = 0;
  expect(epoll_wait(ends[0], &ready, 1, 0) == -1 && errno == EINVAL,
         "epoll_wait, EINVAL");
  errno = 0;
  expect(write(ends[0], "x", 1) == -1 && errno == EBADF, "write, EBADF");
  mutex_errors();
}

void interrupt_scenario() {
  char into[4];
  make_pipe();
  handle(
      SIGUSR1, [](int) {}, 0);
  std::thread other = signal_when_asleep(SIGUSR1);
  expect(read(ends[0], into, 1) == -1 && errno == EINTR, "EINTR");
  other.join();
}

void cancel_scenario() {
  make_pipe();
  static int sleeper = 0;
  pthread_t other;
  const auto body = [](void*) -> void* {
    char into[4];
    __atomic_store_n(&sleeper, thread_number(), __ATOMIC_SEQ_CST);
    expect(read(ends[0], into, 1) == 0, "a cancelled read returned");
    return nullptr;
  };
  expect(pthread_create(&other, nullptr, body, nullptr) == 0, "create");
  while (__atomic_load_n(&sleeper, __ATOMIC_SEQ_CST) == 0) {
    std::this_thread::yield();
  }
  wait_until_asleep(sleeper);
  expect(pthread_cancel(other) == 0, "cancel");
  void* result = nullptr;
  expect(pthread_join(other, &result) == 0 && result == PTHREAD_CANCELED,
         "PTHREAD_CANCELED");
}

void handler_scenario() {
  char into[4];
  make_pipe();
  const auto answer = [](int) {
    expect(write(ends[1], "x", 1) == 1, "write in a handler");
  };
  handle(SIGUSR1, answer, SA_RESTART);
  std::thread other = signal_when_asleep(SIGUSR1);
  expect(read(ends[0], into, 1) == 1, "read that a handler ends");
  other.join();
}

namespace {

void write_late() {
  expect(write(ends[1], "late", 4) == 4, "late write");
}

// glibc gives a constructor main's arguments.
[[gnu::constructor]] void before_main(int count, char** arguments) {
  if (count == 2 && std::strcmp(arguments[1], "early") == 0) {
    make_pipe();
    expect(write(ends[1], "early", 5) == 5, "early write");
  }
}

int end_of(pid_t child) {
  int status = 0;
  expect(waitpid(child, &status, 0) == child, "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

void early_scenario() {
  expect(std::atexit(write_late) == 0, "atexit");
}

void fork_scenario() {
  char into[4];
  make_pipe();
  const pid_t child = fork();
  if (child == 0) {
    _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
  }
  expect(end_of(child) == 0, "the child's end");
  expect(read(ends[0], into, 1) == 1, "read what the child wrote");
}

void vfork_scenario() {
  char into[4];
  make_pipe();
  const pid_t child = vfork();
  if (child == 0) {
    dup2(ends[1], 20);
    close(ends[0]);
    const bool wrote = write(20, "x", 1) == 1;
    close(20);
    _exit(wrote ? 7 : 1);
  }
  expect(end_of(child) == 7, "the child's end");
  expect(read(ends[0], into, 1) == 1, "read what the child wrote");
}

// Five ways to become somebody who may not write where root may.
void rights_scenario() {
  constexpr uid_t nobody = 65534;
  constexpr bool (*ways[])() = {
      [] { return setuid(nobody) == 0; },
      [] { return seteuid(nobody) == 0; },
      [] { return setreuid(nobody, nobody) == 0; },
      [] { return setresuid(nobody, nobody, nobody) == 0; },
      [] { return chroot("/proc/self/fdinfo") == 0 && setuid(nobody) == 0; },
  };
  make_pipe();
  for (const auto& give_up_rights : ways) {
    const pid_t child = fork();
    if (child == 0) {
      _exit(give_up_rights() && write(ends[1], "x", 1) == 1 ? 0 : 1);
    }
    expect(end_of(child) == 0, "the child's end");
  }
}

}  // namespace looplab::test
