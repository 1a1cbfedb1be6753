// SPDX-License-Identifier: BSL-1.0
//
// The palette. Dark and light were chosen by measuring the distance of every
// pair of states as people with each kind of colour blindness see them; the
// eight-colour and mono themes rely on shape first.
#include "visualizer/frame/theme.hpp"

#include <array>

namespace looplab::frame {

namespace {

using table = std::array<appearance, styles>;

constexpr std::size_t at(style s) {
  return static_cast<std::size_t>(s);
}

constexpr appearance ink(short foreground, short background,
                         bool bold = false) {
  return {foreground, background, bold, false, false};
}

/// What differs between the two themes of 256 colours.
struct scheme {
  short paper, text, dim, bar, strong;
  short running, ready, io, timer, lock, done, asleep;
  short error_paper, badge_text, badge_paper, current_text, comment;
};

constexpr table of_scheme(const scheme& c) {
  table t{};
  t.fill(ink(c.text, c.paper));
  t[at(style::dim)] = ink(c.dim, c.paper);
  t[at(style::strong)] = ink(c.strong, c.paper, true);
  t[at(style::running)] = ink(c.running, c.paper, true);
  t[at(style::ready)] = ink(c.ready, c.paper);
  t[at(style::waits_io)] = ink(c.io, c.paper);
  t[at(style::waits_timer)] = ink(c.timer, c.paper);
  t[at(style::waits_lock)] = ink(c.lock, c.paper);
  t[at(style::done)] = ink(c.done, c.paper);
  t[at(style::failed)] = ink(231, c.error_paper, true);
  t[at(style::phase_timers)] = ink(c.timer, c.paper);
  t[at(style::phase_poll)] = ink(c.io, c.paper);
  t[at(style::phase_asleep)] = ink(c.asleep, c.paper);
  t[at(style::header)] = ink(c.text, c.bar);
  t[at(style::badge)] = ink(c.badge_text, c.badge_paper, true);
  t[at(style::bar)] = ink(c.text, c.bar);
  t[at(style::bar_key)] = ink(c.ready, c.bar, true);
  t[at(style::box)] = ink(c.dim, c.paper);
  t[at(style::box_active)] = ink(c.running, c.paper, true);
  t[at(style::title)] = ink(c.strong, c.paper, true);
  t[at(style::source_number)] = ink(c.dim, c.paper);
  t[at(style::source_current)] = ink(c.current_text, c.running, true);
  t[at(style::source_note)] = ink(c.running, c.paper, true);
  t[at(style::comment)] = ink(c.comment, c.paper);
  t[at(style::narration)] = ink(c.strong, c.paper, true);
  t[at(style::narration_next)] = ink(c.text, c.paper);
  t[at(style::selected)] = ink(c.strong, c.paper, true);
  t[at(style::menu)] = ink(c.text, c.paper);
  t[at(style::menu_selected)] = ink(c.strong, c.bar, true);
  t[at(style::warning)] = ink(c.lock, c.paper, true);
  return t;
}

constexpr table dark = of_scheme({.paper = 16,
                                  .text = 252,
                                  .dim = 245,
                                  .bar = 236,
                                  .strong = 231,
                                  .running = 49,
                                  .ready = 226,
                                  .io = 39,
                                  .timer = 225,
                                  .lock = 208,
                                  .done = 242,
                                  .asleep = 245,
                                  .error_paper = 160,
                                  .badge_text = 16,
                                  .badge_paper = 226,
                                  .current_text = 16,
                                  .comment = 65});

constexpr table light = of_scheme({.paper = 231,
                                   .text = 235,
                                   .dim = 243,
                                   .bar = 253,
                                   .strong = 16,
                                   .running = 29,
                                   .ready = 172,
                                   .io = 18,
                                   .timer = 92,
                                   .lock = 130,
                                   .done = 247,
                                   .asleep = 243,
                                   .error_paper = 88,
                                   .badge_text = 231,
                                   .badge_paper = 130,
                                   .current_text = 231,
                                   .comment = 65});

/// ANSI's eight: black 0, red 1, green 2, yellow 3, magenta 5, cyan 6, white 7.
/// No blue: on black it cannot be read.
constexpr table eight = [] {
  table t = of_scheme({.paper = 0,
                       .text = 7,
                       .dim = 7,
                       .bar = 0,
                       .strong = 7,
                       .running = 2,
                       .ready = 3,
                       .io = 6,
                       .timer = 5,
                       .lock = 1,
                       .done = 7,
                       .asleep = 7,
                       .error_paper = 1,
                       .badge_text = 0,
                       .badge_paper = 3,
                       .current_text = 0,
                       .comment = 7});
  t[at(style::ready)].bold = true;
  t[at(style::done)].dim = true;
  t[at(style::dim)].dim = true;
  t[at(style::failed)] = ink(7, 1, true);
  for (style bar : {style::header, style::bar, style::bar_key}) {
    t[at(bar)] = {7, 0, bar == style::bar_key, false, true};
  }
  t[at(style::source_current)] = {0, 2, false, false, false};
  t[at(style::comment)].dim = true;
  t[at(style::menu_selected)] = {7, 0, true, false, true};
  return t;
}();

constexpr table mono = [] {
  table t{};
  for (style bold :
       {style::strong, style::running, style::narration, style::selected,
        style::title, style::box_active, style::warning, style::waits_lock}) {
    t[at(bold)].bold = true;
  }
  // The three waits have one height: weight tells them apart.
  for (style faint :
       {style::dim, style::done, style::comment, style::waits_timer}) {
    t[at(faint)].dim = true;
  }
  for (style bar :
       {style::failed, style::badge, style::header, style::bar, style::bar_key,
        style::source_current, style::menu_selected}) {
    t[at(bar)].reverse = true;
  }
  t[at(style::bar_key)].bold = true;
  t[at(style::source_note)].bold = true;
  t[at(style::source_current)].bold = true;
  return t;
}();

}  // namespace

appearance look_of(theme t, style s) {
  switch (t) {
    case theme::light:
      return light[at(s)];
    case theme::eight:
      return eight[at(s)];
    case theme::mono:
      return mono[at(s)];
    case theme::dark:
      break;
  }
  return dark[at(s)];
}

std::optional<theme> theme_named(std::string_view name) {
  if (name == "dark") {
    return theme::dark;
  }
  if (name == "light") {
    return theme::light;
  }
  if (name == "mono") {
    return theme::mono;
  }
  return std::nullopt;
}

char32_t glyphs::state(model::task_state s) const {
  using model::task_state;
  switch (s) {
    case task_state::fresh:
      return U' ';
    case task_state::running:
      return ascii ? U'#' : U'█';
    case task_state::ready:
      return ascii ? U'+' : U'▅';
    case task_state::waits_io:
      return ascii ? U'~' : U'▂';
    case task_state::waits_timer:
      return ascii ? U':' : U'▂';
    case task_state::waits_lock:
      return ascii ? U'=' : U'▂';
    case task_state::done:
      return ascii ? U'.' : U'·';
    case task_state::failed:
      return ascii ? U'!' : U'╳';
  }
  return U' ';
}

char32_t glyphs::phase(model::loop_phase p) const {
  using model::loop_phase;
  switch (p) {
    case loop_phase::none:
      return U' ';
    case loop_phase::timers:
      return U'T';
    case loop_phase::polled:
      return U'P';
    case loop_phase::asleep:
      return U'z';
    case loop_phase::runs:
      return state(model::task_state::running);
  }
  return U' ';
}

style style_of(model::task_state s) {
  using model::task_state;
  switch (s) {
    case task_state::fresh:
      return style::dim;
    case task_state::running:
      return style::running;
    case task_state::ready:
      return style::ready;
    case task_state::waits_io:
      return style::waits_io;
    case task_state::waits_timer:
      return style::waits_timer;
    case task_state::waits_lock:
      return style::waits_lock;
    case task_state::done:
      return style::done;
    case task_state::failed:
      return style::failed;
  }
  return style::text;
}

}  // namespace looplab::frame
