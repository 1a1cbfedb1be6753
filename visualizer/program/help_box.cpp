// SPDX-License-Identifier: BSL-1.0
//
// See help_box.hpp. Every letter is for the search, `q` included: Esc, `?` and
// Backspace with nothing left to delete are the ways out.
#include "visualizer/program/help_box.hpp"

#include <algorithm>

namespace looplab::program {

namespace {

constexpr int page = 8;

}  // namespace

void help_box::open(frame::screen_kind of) {
  open_ = true;
  view_ = {of, {}, 0};
}

int help_box::choose() {
  const auto found = frame::found_in_help(view_.of, view_.search);
  if (found.empty()) {
    return 0;
  }
  open_ = false;
  return found[static_cast<std::size_t>(view_.chosen)].keys[0];
}

int help_box::click(int row) {
  view_.chosen = row;
  move(0);
  return choose();
}

void help_box::move(int by) {
  const auto count =
      static_cast<int>(frame::found_in_help(view_.of, view_.search).size());
  view_.chosen = std::clamp(view_.chosen + by, 0, std::max(0, count - 1));
}

int help_box::press(int key) {
  switch (key) {
    case frame::key_escape:
    case '?':
      open_ = false;
      break;
    case frame::key_enter:
      return choose();
    case frame::key_up:
    case frame::key_down:
      move(key == frame::key_down ? 1 : -1);
      break;
    case frame::key_page_up:
    case frame::key_page_down:
      move(key == frame::key_page_down ? page : -page);
      break;
    case frame::key_backspace:
      open_ = !view_.search.empty();
      if (open_) {
        view_.search.pop_back();
        view_.chosen = 0;
      }
      break;
    default:
      if (key >= ' ' && key < 127) {
        view_.search += static_cast<char>(key);
        view_.chosen = 0;
      }
      break;
  }
  return 0;
}

void help_box::draw(frame::grid& over, const frame::glyphs& with) const {
  if (open_) {
    frame::draw_help(over, view_, with);
  }
}

}  // namespace looplab::program
