// SPDX-License-Identifier: BSL-1.0
//
// See pty_terminal.hpp. libvterm keeps the screen; this file only moves bytes
// between it and the program.
#include "tests/support/pty_terminal.hpp"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "tests/support/process.hpp"

namespace looplab::support {

namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  const auto tail = [&out](std::uint32_t bits) {
    out += static_cast<char>(0x80 | (bits & 0x3f));
  };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    tail(c);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    tail(c >> 6);
    tail(c);
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    tail(c >> 12);
    tail(c >> 6);
    tail(c);
  }
}

[[noreturn]] void become(const std::vector<std::string>& command,
                         const pty_terminal::environment& changes) {
  for (const char* name : {"LINES", "COLUMNS", "NO_COLOR", "TMUX"}) {
    unsetenv(name);
  }
  setenv("TERM", "xterm-256color", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  for (const auto& [name, value] : changes) {
    if (value) {
      setenv(name.c_str(), value->c_str(), 1);
    } else {
      unsetenv(name.c_str());
    }
  }
  std::vector<char*> arguments;
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

struct pty_terminal::impl {
  VTerm* vterm = nullptr;
  VTermScreen* screen = nullptr;
  int fd = -1;
  pid_t pid = -1;
  int columns = 0, rows = 0;
  bool ended = false, alternate = false, cursor = true;
  std::optional<int> status;
  std::string raw;

  void write_to_program(const char* bytes, std::size_t count) const {
    while (count > 0) {
      const ssize_t n = ::write(fd, bytes, count);
      if (n <= 0) {
        return;
      }
      bytes += n;
      count -= static_cast<std::size_t>(n);
    }
  }

  bool pump(int limit_ms) {
    pollfd readable{fd, POLLIN, 0};
    if (poll(&readable, 1, limit_ms) <= 0) {
      return false;
    }
    std::array<char, 65536> bytes;
    const ssize_t n = read(fd, bytes.data(), bytes.size());
    if (n <= 0) {
      ended = true;
      return false;
    }
    raw.append(bytes.data(), static_cast<std::size_t>(n));
    vterm_input_write(vterm, bytes.data(), static_cast<std::size_t>(n));
    vterm_screen_flush_damage(screen);
    return true;
  }

  static int on_property(VTermProp property, VTermValue* value, void* self) {
    auto* terminal = static_cast<impl*>(self);
    if (property == VTERM_PROP_ALTSCREEN) {
      terminal->alternate = value->boolean != 0;
    } else if (property == VTERM_PROP_CURSORVISIBLE) {
      terminal->cursor = value->boolean != 0;
    }
    return 1;
  }
};

pty_terminal::pty_terminal(int columns, int rows,
                           const std::vector<std::string>& command,
                           const environment& changes)
    : impl_(std::make_unique<impl>()) {
  impl& t = *impl_;
  t.columns = columns;
  t.rows = rows;
  t.vterm = vterm_new(rows, columns);
  vterm_set_utf8(t.vterm, 1);
  t.screen = vterm_obtain_screen(t.vterm);
  vterm_screen_enable_altscreen(t.screen, 1);
  static const VTermScreenCallbacks callbacks = [] {
    VTermScreenCallbacks c{};
    c.settermprop = &impl::on_property;
    return c;
  }();
  vterm_screen_set_callbacks(t.screen, &callbacks, &t);
  vterm_screen_reset(t.screen, 1);
  vterm_output_set_callback(
      t.vterm,
      [](const char* bytes, std::size_t count, void* self) {
        static_cast<impl*>(self)->write_to_program(bytes, count);
      },
      &t);
  winsize size{static_cast<unsigned short>(rows),
               static_cast<unsigned short>(columns), 0, 0};
  t.pid = forkpty(&t.fd, nullptr, nullptr, &size);
  if (t.pid < 0) {
    throw std::runtime_error("forkpty failed");
  }
  if (t.pid == 0) {
    become(command, changes);
  }
}

pty_terminal::~pty_terminal() {
  if (!impl_->status) {
    send_signal(impl_->pid, SIGKILL);
    waitpid(impl_->pid, nullptr, 0);
  }
  close(impl_->fd);
  vterm_free(impl_->vterm);
}

bool pty_terminal::wait_for(const std::function<bool()>& condition,
                            std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (impl_->ended || std::chrono::steady_clock::now() > deadline) {
      return condition();
    }
    impl_->pump(10);
  }
  return true;
}

bool pty_terminal::wait_for_text(const std::string& wanted) {
  return wait_for([&] { return text().find(wanted) != std::string::npos; });
}

std::optional<int> pty_terminal::wait_for_exit(
    std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!impl_->status && std::chrono::steady_clock::now() < deadline) {
    impl_->pump(5);
    int status = 0;
    if (waitpid(impl_->pid, &status, WNOHANG) == impl_->pid) {
      impl_->status = status;
      while (impl_->pump(5)) {
      }
    }
  }
  return impl_->status;
}

void pty_terminal::type(const std::string& characters) {
  impl_->write_to_program(characters.data(), characters.size());
}

void pty_terminal::press(special_key key) {
  static constexpr std::array<VTermKey, 8> codes = {
      VTERM_KEY_UP,   VTERM_KEY_DOWN, VTERM_KEY_LEFT,   VTERM_KEY_RIGHT,
      VTERM_KEY_HOME, VTERM_KEY_END,  VTERM_KEY_PAGEUP, VTERM_KEY_PAGEDOWN};
  // Encoded by the mode that the program set, as a real keyboard would be.
  vterm_keyboard_key(impl_->vterm, codes[static_cast<std::size_t>(key)],
                     VTERM_MOD_NONE);
}

void pty_terminal::resize(int columns, int rows) {
  impl_->columns = columns;
  impl_->rows = rows;
  vterm_set_size(impl_->vterm, rows, columns);
  winsize size{static_cast<unsigned short>(rows),
               static_cast<unsigned short>(columns), 0, 0};
  ioctl(impl_->fd, TIOCSWINSZ, &size);
}

void pty_terminal::signal(int number) {
  send_signal(impl_->pid, number);
}

terminal_cell pty_terminal::cell(int x, int y) const {
  VTermScreenCell from;
  vterm_screen_get_cell(impl_->screen, VTermPos{y, x}, &from);
  terminal_cell to;
  for (std::uint32_t c : from.chars) {
    if (c == 0) {
      break;
    }
    if (c != static_cast<std::uint32_t>(-1)) {
      append_utf8(to.text, c);
    }
  }
  if (to.text.empty()) {
    to.text = " ";
  }
  if (VTERM_COLOR_IS_INDEXED(&from.fg)) {
    to.foreground = from.fg.indexed.idx;
  }
  if (VTERM_COLOR_IS_INDEXED(&from.bg)) {
    to.background = from.bg.indexed.idx;
  }
  to.bold = from.attrs.bold != 0;
  to.reverse = from.attrs.reverse != 0;
  return to;
}

std::string pty_terminal::row(int y) const {
  std::string out;
  for (int x = 0; x < impl_->columns; ++x) {
    out += cell(x, y).text;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

std::string pty_terminal::text() const {
  std::string out;
  for (int y = 0; y < impl_->rows; ++y) {
    out += row(y) + '\n';
  }
  return out;
}

bool pty_terminal::alternate_screen() const {
  return impl_->alternate;
}

bool pty_terminal::cursor_visible() const {
  return impl_->cursor;
}

termios pty_terminal::modes() const {
  termios out{};
  tcgetattr(impl_->fd, &out);
  return out;
}

pid_t pty_terminal::pid() const {
  return impl_->pid;
}

const std::string& pty_terminal::raw() const {
  return impl_->raw;
}

int pty_terminal::frames() const {
  static constexpr std::string_view end = "\x1b[?2026l";
  int count = 0;
  for (std::size_t at = impl_->raw.find(end); at != std::string::npos;
       at = impl_->raw.find(end, at + end.size())) {
    ++count;
  }
  return count;
}

}  // namespace looplab::support
