// SPDX-License-Identifier: BSL-1.0
//
// ncurses behind a small door. ncurses writes a frame in hundreds of pieces,
// between any two of which a terminal may paint; here its output descriptor is
// swapped for a memory file while it draws, and the whole frame goes out in
// one write.
#include "visualizer/terminal/screen.hpp"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "visualizer/frame/keys.hpp"
#include "visualizer/terminal/palette.hpp"
#include "visualizer/terminal/restore.hpp"

namespace looplab::terminal {

namespace {

constexpr std::string_view frame_begin = "\x1b[?2026h";
constexpr std::string_view frame_end = "\x1b[?2026l";

bool speaks_utf8() {
  const char* term = std::getenv("TERM");
  // The Linux console's font has 512 glyphs; blocks and arrows are often not
  // among them.
  return std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0 &&
         (term == nullptr || std::strcmp(term, "linux") != 0);
}

int key_of(wint_t code, bool function_key) {
  if (!function_key) {
    switch (code) {
      case 27:
        return frame::key_escape;
      case '\t':
        return frame::key_tab;
      case '\r':
      case '\n':
        return frame::key_enter;
      case 127:
      case 8:
        return frame::key_backspace;
      default:
        return static_cast<int>(code);
    }
  }
  switch (code) {
    case KEY_UP:
      return frame::key_up;
    case KEY_DOWN:
      return frame::key_down;
    case KEY_LEFT:
      return frame::key_left;
    case KEY_RIGHT:
      return frame::key_right;
    case KEY_HOME:
      return frame::key_home;
    case KEY_END:
      return frame::key_end;
    case KEY_PPAGE:
      return frame::key_page_up;
    case KEY_NPAGE:
      return frame::key_page_down;
    case KEY_ENTER:
      return frame::key_enter;
    case KEY_BTAB:
      return frame::key_back_tab;
    case KEY_BACKSPACE:
      return frame::key_backspace;
    case KEY_RESIZE:
      return frame::key_resize;
    default:
      return 0;
  }
}

/// The signals the screen reads from a descriptor instead of being interrupted.
sigset_t handled_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int number : {SIGWINCH, SIGTERM, SIGINT, SIGHUP}) {
    sigaddset(&set, number);
  }
  return set;
}

class curses_screen final : public screen {
 public:
  curses_screen(const screen_options& how, SCREEN* handle, int terminal,
                FILE* output, int frame_file)
      : handle_(handle),
        output_(output),
        terminal_(terminal),
        frame_file_(frame_file),
        synchronized_(how.synchronized_output),
        palette_(how.wish),
        shown_(frame::size{0, 0}) {
    glyphs_.ascii = how.ascii || !speaks_utf8();
    const sigset_t handled = handled_signals();
    pthread_sigmask(SIG_BLOCK, &handled, &mask_before_);
    signals_ = signalfd(-1, &handled, SFD_NONBLOCK | SFD_CLOEXEC);
    bkgdset(COLOR_PAIR(palette_.pair(frame::style::text)));
    erase();
  }

  ~curses_screen() override {
    endwin();
    restore_done();
    delscreen(handle_);
    fclose(output_);
    close(terminal_);
    close(frame_file_);
    close(signals_);
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  }

  curses_screen(const curses_screen&) = delete;
  curses_screen& operator=(const curses_screen&) = delete;

  frame::size extent() const override { return {COLS, LINES}; }

  frame::glyphs glyphs() const override { return glyphs_; }

  bool show(const frame::grid& what) override {
    pollfd writable{terminal_, POLLOUT, 0};
    if (poll(&writable, 1, 0) != 1) {
      return false;
    }
    if (shown_.extent() != what.extent()) {
      erase();
      shown_ = frame::grid(what.extent());
      all_new_ = true;
    }
    place_changes(what);
    send_frame();
    return true;
  }

  int key() override {
    wint_t code = 0;
    const int kind = get_wch(&code);
    if (kind == ERR) {
      return 0;
    }
    return key_of(code, kind == KEY_CODE_YES);
  }

  int input() const override { return STDIN_FILENO; }

  int signals() const override { return signals_; }

  bool handle_signals() override {
    signalfd_siginfo what{};
    while (read(signals_, &what, sizeof what) == sizeof what) {
      if (what.ssi_signo == SIGWINCH) {
        adopt_size();
      } else {
        ended_ = true;
      }
    }
    return ended_;
  }

 private:
  void adopt_size() {
    winsize size{};
    if (ioctl(terminal_, TIOCGWINSZ, &size) == 0 && size.ws_row > 0) {
      resizeterm(size.ws_row, size.ws_col);
      all_new_ = true;
    }
  }

  void place_changes(const frame::grid& what) {
    const frame::size size = what.extent();
    for (int y = 0; y < size.rows; ++y) {
      for (int x = 0; x < size.columns; ++x) {
        const frame::cell& cell = what.at(x, y);
        if (all_new_ || cell != shown_.at(x, y)) {
          place(x, y, cell);
        }
      }
    }
    shown_ = what;
    all_new_ = false;
  }

  void place(int x, int y, const frame::cell& cell) {
    const wchar_t text[2] = {static_cast<wchar_t>(cell.glyph), L'\0'};
    attr_t attributes = palette_.attributes(cell.look);
    if (cell.reversed) {
      attributes ^= A_REVERSE;
    }
    cchar_t out;
    setcchar(&out, text, attributes, palette_.pair(cell.look), nullptr);
    // At the bottom right corner ncurses draws the cell and then reports that
    // the cursor cannot move on; that is no error here.
    static_cast<void>(mvadd_wch(y, x, &out));
  }

  /// Lets ncurses draw into the memory file and sends it in one write.
  void send_frame() {
    // ncurses' own ^Z handler must find its terminal, not the memory file.
    sigset_t stop;
    sigset_t before;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(SIG_BLOCK, &stop, &before);
    wnoutrefresh(stdscr);
    const int drawing = fileno(output_);
    if (ftruncate(frame_file_, 0) == 0) {
      lseek(frame_file_, 0, SEEK_SET);
      append(synchronized_ ? frame_begin : "");
      dup2(frame_file_, drawing);
      doupdate();
      fflush(output_);
      dup2(terminal_, drawing);
      append(synchronized_ ? frame_end : "");
      write_out();
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  void append(std::string_view bytes) {
    if (write(frame_file_, bytes.data(), bytes.size()) < 0) {
      all_new_ = true;  // out of memory: draw everything next time
    }
  }

  void write_out() {
    const off_t length = lseek(frame_file_, 0, SEEK_CUR);
    bytes_.resize(static_cast<std::size_t>(length));
    if (pread(frame_file_, bytes_.data(), bytes_.size(), 0) != length) {
      return;
    }
    std::string_view rest = bytes_;
    while (!rest.empty()) {
      // The same descriptor the crash handler mutes.
      const ssize_t n = write(fileno(output_), rest.data(), rest.size());
      if (n <= 0) {
        return;
      }
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  SCREEN* handle_;
  FILE* output_;
  int terminal_;
  int frame_file_;
  int signals_ = -1;
  sigset_t mask_before_{};
  bool synchronized_;
  bool ended_ = false;
  bool all_new_ = true;
  palette palette_;
  frame::glyphs glyphs_;
  frame::grid shown_;
  std::string bytes_;
};

void set_input_modes() {
  set_escdelay(25);  // Esc alone is a key, not the start of one
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  curs_set(0);
  typeahead(-1);  // a pending key must not stop a frame half-way
}

}  // namespace

std::unique_ptr<screen> screen::open(const screen_options& how,
                                     std::string& error) {
  std::setlocale(LC_ALL, "");
  // The environment's LINES and COLUMNS would override the real size.
  use_env(FALSE);
  use_tioctl(TRUE);
  const int terminal = dup(STDOUT_FILENO);
  FILE* output = fdopen(dup(STDOUT_FILENO), "w");
  const int frame_file = memfd_create("frame", MFD_CLOEXEC);
  if (terminal < 0 || output == nullptr || frame_file < 0) {
    error = std::string("cannot set up the terminal: ") + std::strerror(errno);
    return nullptr;
  }
  prepare_restore(fileno(output), plain_restore_sequence());
  SCREEN* handle = newterm(nullptr, output, stdin);
  if (handle == nullptr) {
    restore_done();
    error = "the terminal is not known here (try TERM=xterm-256color)";
    return nullptr;
  }
  set_term(handle);
  set_input_modes();
  return std::make_unique<curses_screen>(how, handle, terminal, output,
                                         frame_file);
}

}  // namespace looplab::terminal
