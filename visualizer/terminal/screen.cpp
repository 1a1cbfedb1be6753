// SPDX-License-Identifier: BSL-1.0
//
// ncurses behind a small door: only the cells that changed are handed to it,
// and frame_output sends what it draws in one piece.
#include "visualizer/terminal/screen.hpp"

#include <curses.h>
#include <langinfo.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "visualizer/terminal/frame_output.hpp"
#include "visualizer/terminal/keyboard.hpp"
#include "visualizer/terminal/palette.hpp"
#include "visualizer/terminal/restore.hpp"

namespace looplab::terminal {

namespace {

bool speaks_utf8() {
  const char* term = std::getenv("TERM");
  // The Linux console's font has 512 glyphs; blocks and arrows are often not
  // among them.
  return std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0 &&
         (term == nullptr || std::strcmp(term, "linux") != 0);
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

constexpr wint_t escape = 27;

class curses_screen final : public screen {
 public:
  curses_screen(const screen_options& how, SCREEN* handle,
                std::unique_ptr<frame_output> output)
      : handle_(handle),
        output_(std::move(output)),
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
    close(signals_);
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  }

  curses_screen(const curses_screen&) = delete;
  curses_screen& operator=(const curses_screen&) = delete;

  frame::size extent() const override { return {COLS, LINES}; }

  frame::glyphs glyphs() const override { return glyphs_; }

  bool show(const frame::grid& what) override {
    if (!output_->can_take()) {
      return false;
    }
    if (shown_.extent() != what.extent()) {
      erase();
      shown_ = frame::grid(what.extent());
      all_new_ = true;
    }
    if (place_changes(what)) {
      wnoutrefresh(stdscr);
      all_new_ = !output_->send([] { doupdate(); });
    }
    return true;
  }

  int key() override {
    wint_t code = 0;
    for (int kind = get_wch(&code); kind != ERR; kind = get_wch(&code)) {
      const bool function_key = kind == KEY_CODE_YES;
      if (function_key && code == KEY_MOUSE) {
        if (take_mouse()) {
          return frame::key_mouse;
        }
      } else if (function_key || code != escape || !skip_unknown_key()) {
        return key_of(code, function_key);
      }
    }
    return 0;
  }

  frame::pointer pointer() const override { return pointer_; }

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
  /// What ncurses has no name for, it hands out by the character: the Esc at
  /// its head would leave the screen. False if nothing of the kind follows.
  static bool skip_unknown_key() {
    wint_t code = 0;
    const int kind = get_wch(&code);
    if (kind == ERR) {
      return false;
    }
    if (kind == KEY_CODE_YES || (code != '[' && code != 'O')) {
      kind == KEY_CODE_YES ? ungetch(static_cast<int>(code))
                           : unget_wch(static_cast<wchar_t>(code));
      return false;
    }
    // Its last character is a letter or '~'; numbers come before.
    while (get_wch(&code) == OK && (code < '@' || code > '~')) {
    }
    return true;
  }

  /// False for what nobody waits for: a button that was let go.
  bool take_mouse() {
    MEVENT event{};
    if (getmouse(&event) != OK) {
      return false;
    }
    const bool up = (event.bstate & BUTTON4_PRESSED) != 0;
    const bool down = (event.bstate & BUTTON5_PRESSED) != 0;
    pointer_ = {event.x, event.y, up ? -1 : down ? 1 : 0};
    return up || down || (event.bstate & BUTTON1_PRESSED) != 0;
  }

  void adopt_size() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0) {
      resizeterm(size.ws_row, size.ws_col);
      // Two changes may come as one signal and cancel out in size, but not in
      // what the terminal has lost.
      clearok(curscr, TRUE);
      all_new_ = true;
    }
  }

  /// False if the screen shows just this already.
  bool place_changes(const frame::grid& what) {
    bool changed = all_new_;
    const frame::size size = what.extent();
    for (int y = 0; y < size.rows; ++y) {
      for (int x = 0; x < size.columns; ++x) {
        const frame::cell& cell = what.at(x, y);
        if (all_new_ || cell != shown_.at(x, y)) {
          place(x, y, cell);
          changed = true;
        }
      }
    }
    shown_ = what;
    return changed;
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

  SCREEN* handle_;
  std::unique_ptr<frame_output> output_;
  int signals_ = -1;
  frame::pointer pointer_;
  sigset_t mask_before_{};
  bool ended_ = false;
  bool all_new_ = true;
  palette palette_;
  frame::glyphs glyphs_;
  frame::grid shown_;
};

/// On the console of Linux ncurses would load gpm's library for a mouse, which
/// loses memory, and asks a daemon that is hardly ever there.
bool is_console() {
  const char* type = std::getenv("TERM");
  return type != nullptr && std::string_view(type).starts_with("linux");
}

void set_input_modes(bool mouse) {
  set_escdelay(25);  // Esc alone is a key, not the start of one
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  curs_set(0);
  if (mouse && !is_console()) {
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, nullptr);
    mouseinterval(0);  // else each click waits for a second one
  }
  typeahead(-1);  // a pending key must not stop a frame half-way
}

}  // namespace

std::unique_ptr<screen> screen::open(const screen_options& how,
                                     std::string& error) {
  std::setlocale(LC_ALL, "");
  // The environment's LINES and COLUMNS would override the real size.
  use_env(FALSE);
  use_tioctl(TRUE);
  auto output = frame_output::open(how.synchronized_output);
  if (!output) {
    error = std::string("cannot set up the terminal: ") + std::strerror(errno);
    return nullptr;
  }
  prepare_restore(output->terminal(), plain_restore_sequence());
  SCREEN* handle = newterm(nullptr, output->stream(), stdin);
  if (handle == nullptr) {
    restore_done();
    error = "the terminal is not known here (try TERM=xterm-256color)";
    return nullptr;
  }
  set_term(handle);
  set_input_modes(how.mouse);
  return std::make_unique<curses_screen>(how, handle, std::move(output));
}

}  // namespace looplab::terminal
