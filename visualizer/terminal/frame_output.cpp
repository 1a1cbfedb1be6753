// SPDX-License-Identifier: BSL-1.0
//
// The swap of descriptors behind frame_output.hpp. Frames leave through the one
// descriptor that the crash handler mutes; what ncurses draws to is made from
// it again after each frame, and so is muted with it.
#include "visualizer/terminal/frame_output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string_view>

#include "visualizer/terminal/restore.hpp"

namespace looplab::terminal {

namespace {

constexpr std::string_view frame_begin = "\x1b[?2026h";
constexpr std::string_view frame_end = "\x1b[?2026l";

}  // namespace

std::unique_ptr<frame_output> frame_output::open(bool synchronized) {
  std::unique_ptr<frame_output> out(new frame_output);
  out->synchronized_ = synchronized;
  // A program that we start must not get our terminal with its descriptors.
  out->terminal_ = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  out->stream_ = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w");
  out->file_ = memfd_create("frame", MFD_CLOEXEC);
  const bool good =
      out->terminal_ >= 0 && out->stream_ != nullptr && out->file_ >= 0;
  return good ? std::move(out) : nullptr;
}

frame_output::~frame_output() {
  if (stream_ != nullptr) {
    fclose(stream_);
  }
  close(terminal_);
  close(file_);
}

int frame_output::terminal() const {
  return terminal_;
}

bool frame_output::can_take() const {
  pollfd writable{terminal_, POLLOUT, 0};
  return poll(&writable, 1, 0) == 1;
}

bool frame_output::send(const std::function<void()>& draw) {
  // ncurses' own ^Z handler must find its terminal, not the memory file.
  sigset_t stop;
  sigset_t before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  const int drawing = fileno(stream_);
  const std::string_view begin = synchronized_ ? frame_begin : "";
  const std::string_view end = synchronized_ ? frame_end : "";
  bool good = ftruncate(file_, 0) == 0 && lseek(file_, 0, SEEK_SET) == 0 &&
              append(begin.data(), begin.size());
  dup3(file_, drawing, O_CLOEXEC);
  draw();
  good &= fflush(stream_) == 0;
  dup3(terminal_, drawing, O_CLOEXEC);
  good = good && append(end.data(), end.size()) && write_out();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return good;
}

bool frame_output::append(const char* bytes, std::size_t count) const {
  return write(file_, bytes, count) == static_cast<ssize_t>(count);
}

bool frame_output::write_out() {
  const off_t length = lseek(file_, 0, SEEK_CUR);
  bytes_.resize(static_cast<std::size_t>(length));
  if (pread(file_, bytes_.data(), bytes_.size(), 0) != length) {
    return false;
  }
  std::string_view rest = bytes_;
  const frame_write under_way;
  while (!rest.empty()) {
    const ssize_t n = write(terminal_, rest.data(), rest.size());
    if (n <= 0) {
      return false;
    }
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace looplab::terminal
