// SPDX-License-Identifier: BSL-1.0
//
// See filter_line.hpp. A character may be several bytes; one Backspace takes
// all of them.
#include "visualizer/program/filter_line.hpp"

#include "visualizer/frame/keys.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::program {

void filter_line::press(int key) {
  constexpr std::size_t longest = 60;
  constexpr int delete_character = 127;
  if (key == frame::key_enter) {
    typing_ = false;
  } else if (key == frame::key_escape) {
    typing_ = false;
    text_.clear();
  } else if (key == frame::key_backspace) {
    typing_ = !text_.empty();
    while (!text_.empty()) {
      const bool continues = (text_.back() & 0xc0) == 0x80;
      text_.pop_back();
      if (!continues) {
        break;
      }
    }
  } else if (key >= ' ' && key != delete_character && key < frame::key_up &&
             text_.size() < longest) {
    model::append_utf8(text_, static_cast<char32_t>(key));
  }
}

}  // namespace looplab::program
