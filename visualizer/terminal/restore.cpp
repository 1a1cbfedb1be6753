// SPDX-License-Identifier: BSL-1.0
//
// See restore.hpp. Everything a handler touches is a plain global that is
// complete before the handler is installed.
#include "visualizer/terminal/restore.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOOPLAB_UNDER_SANITIZER 1
extern "C" void __sanitizer_set_death_callback(void (*)());
#endif

namespace looplab::terminal {

namespace {

struct saved_terminal {
  termios modes{};
  std::array<char, 512> sequence{};
  std::size_t length = 0;
  int terminal = -1;  ///< our own descriptor of it
  int frames = -1;    ///< what frames are written to; muted first
  int nowhere = -1;   ///< /dev/null
};

saved_terminal saved;
std::atomic<bool> armed{false};
/// The thread that is inside a frame's write, by its kernel id; 0 = none.
/// Written by that thread only.
std::atomic<pid_t> frame_writer{0};
// A stack overflow leaves no stack to run a handler on.
std::array<char, 65536> spare_stack;

void write_all(int fd, const char* bytes, std::size_t count) noexcept {
  while (count > 0) {
    const ssize_t n = ::write(fd, bytes, count);
    if (n <= 0) {
      return;
    }
    bytes += n;
    count -= static_cast<std::size_t>(n);
  }
}

/// At most 200 ms: a terminal that takes nothing must not keep us alive.
void wait_for_frame_writer() noexcept {
  constexpr timespec moment{0, 1'000'000};
  for (int i = 0; i < 200; ++i) {
    const pid_t writer = frame_writer.load(std::memory_order_acquire);
    // Interrupted in its own write: that write is over.
    if (writer == 0 || writer == gettid()) {
      return;
    }
    nanosleep(&moment, nullptr);
  }
}

void on_fatal_signal(int number) {
  restore_now();
  // The true signal status must reach the parent: default action, again.
  signal(number, SIG_DFL);
  raise(number);
}

void on_terminate() {
  restore_now();
  static constexpr char text[] = "looplab: ended by an uncaught exception\n";
  write_all(STDERR_FILENO, text, sizeof text - 1);
  std::abort();
}

void install_handlers() {
  stack_t spare{};
  spare.ss_sp = spare_stack.data();
  spare.ss_size = spare_stack.size();
  sigaltstack(&spare, nullptr);

  struct sigaction action {};

  action.sa_handler = on_fatal_signal;
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_NODEFER | SA_RESETHAND);
#ifdef LOOPLAB_UNDER_SANITIZER
  // The sanitizer's own report comes first; it calls us before it dies.
  __sanitizer_set_death_callback([] { restore_now(); });
  constexpr int fatal[] = {SIGTERM, SIGHUP, SIGQUIT, SIGINT};
#else
  constexpr int fatal[] = {SIGSEGV, SIGBUS, SIGFPE,  SIGILL, SIGABRT,
                           SIGTERM, SIGHUP, SIGQUIT, SIGINT};
#endif
  for (int number : fatal) {
    sigaction(number, &action, nullptr);
  }
  std::atexit([] { restore_now(); });
  std::set_terminate(on_terminate);
}

}  // namespace

std::string plain_restore_sequence() {
  return "\x18"         // CAN: ends a half-sent sequence
         "\x1b[?2026l"  // a frame that was never finished
         "\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l"  // mouse
         "\x1b(B\x1b[m"        // character set, colours
         "\x1b[?1l\x1b>"       // keypad
         "\x1b[?12l\x1b[?25h"  // cursor
         "\x1b[?1049l\r";      // the screen that was there before
}

void prepare_restore(int output, const std::string& sequence) {
  saved.terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  saved.frames = output;
  saved.nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  tcgetattr(STDOUT_FILENO, &saved.modes);
  saved.length = std::min(sequence.size(), saved.sequence.size());
  std::memcpy(saved.sequence.data(), sequence.data(), saved.length);
  armed.store(true, std::memory_order_release);
  install_handlers();
}

frame_write::frame_write() noexcept {
  frame_writer.store(gettid(), std::memory_order_release);
}

frame_write::~frame_write() {
  frame_writer.store(0, std::memory_order_release);
}

void restore_now() noexcept {
  if (!armed.exchange(false, std::memory_order_acq_rel)) {
    return;
  }
  // A thread in the middle of a frame now writes into nothing; its bytes would
  // otherwise land on the person's own screen.
  dup2(saved.nowhere, saved.frames);
  wait_for_frame_writer();
  sigset_t stop_output;
  sigset_t before;
  sigemptyset(&stop_output);
  sigaddset(&stop_output, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop_output, &before);
  write_all(saved.terminal, saved.sequence.data(), saved.length);
  tcsetattr(saved.terminal, TCSANOW, &saved.modes);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void restore_done() noexcept {
  armed.store(false, std::memory_order_release);
}

}  // namespace looplab::terminal
