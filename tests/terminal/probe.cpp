// SPDX-License-Identifier: BSL-1.0
//
// A program with a screen and many ways to die, for the tests beside it. Each
// key either shows itself or is an ending.
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>

#include "visualizer/terminal/capability.hpp"
#include "visualizer/terminal/screen.hpp"
#include "visualizer/terminal/supervisor.hpp"

/// How often somebody wrote to the terminal: this definition stands before the
/// C library's, for ncurses too.
static int terminal_writes = 0;

extern "C" ssize_t write(int fd, const void* bytes, size_t count) {
  terminal_writes += isatty(fd) != 0 ? 1 : 0;
  return syscall(SYS_write, fd, bytes, count);
}

namespace {

using looplab::frame::grid;
using looplab::frame::style;

void crash() {
  volatile int* nowhere = nullptr;
  *nowhere = 1;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winfinite-recursion"

int overflow(int depth) {
  volatile char page[4096];
  page[0] = static_cast<char>(depth);
  return overflow(depth + 1) + page[0];
}

#pragma GCC diagnostic pop

void end_by(int key) {
  switch (key) {
    case 's':
      crash();
      break;
    case 'o':
      overflow(0);
      break;
    case 'a':
      std::abort();
    case 'e':
      std::exit(0);
    case 't':
      throw std::runtime_error("thrown on purpose");
    case 'k':
      kill(getpid(), SIGKILL);
      break;
    default:
      break;
  }
}

/// Descriptors that a program started from here would get.
int inherited() {
  int count = 0;
  for (int fd = 0; fd < 256; ++fd) {
    const int flags = fcntl(fd, F_GETFD);
    count += flags >= 0 && (flags & FD_CLOEXEC) == 0 ? 1 : 0;
  }
  return count;
}

int inherited_before = 0;

grid draw(looplab::frame::size size, int key, int count) {
  grid out(size);
  out.put(0, 0,
          fmt::format("probe {}x{} key {} n {}", size.columns, size.rows, key,
                      count),
          style::text);
  out.put(0, 2,
          fmt::format("writes {} inherited {}", terminal_writes,
                      inherited() - inherited_before),
          style::text);
  out.put(0, 1, U'█', style::running);
  out.put(1, 1, U'▅', style::ready);
  out.put(2, 1, U'▂', style::waits_io);
  out.put(size.columns - 1, size.rows - 1, U'X', style::text);
  return out;
}

/// Draws without pause in this thread while another one crashes.
void crash_elsewhere(looplab::terminal::screen& screen) {
  std::thread([] { crash(); }).detach();
  for (int i = 0;; ++i) {
    grid noise(screen.extent());
    const auto glyph = static_cast<char32_t>('a' + i % 26);
    noise.fill(0, 0, noise.extent().columns, noise.extent().rows, glyph,
               style::text);
    screen.show(noise);
  }
}

int show(int, char**) {
  inherited_before = inherited();
  std::string error;
  auto screen = looplab::terminal::screen::open({}, error);
  if (!screen) {
    fmt::print(stderr, "{}\n", error);
    return 3;
  }
  looplab::terminal::leave_last_words("; the probe left word");
  terminal_writes = 0;
  int last_key = 0;
  for (int count = 0;; ++count) {
    screen->show(draw(screen->extent(), last_key, count));
    pollfd ready[2] = {{screen->input(), POLLIN, 0},
                       {screen->signals(), POLLIN, 0}};
    poll(ready, 2, -1);
    if (screen->handle_signals()) {
      return 0;
    }
    while (const int key = screen->key()) {
      last_key = key;
      if (key == 'q') {
        return 0;
      }
      if (key == 'T') {
        crash_elsewhere(*screen);
      }
      end_by(key);
      screen->show(draw(screen->extent(), key, ++count));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string reason;
  if (!looplab::terminal::can_show(reason)) {
    fmt::print("no screen: {}\n", reason);
    return 0;
  }
  const bool supervised = argc > 1 && std::strcmp(argv[1], "supervised") == 0;
  return supervised ? looplab::terminal::supervise(show, argc, argv)
                    : show(argc, argv);
}
