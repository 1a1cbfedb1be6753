// SPDX-License-Identifier: BSL-1.0
//
// A terminal's commands are recognised by their ends alone: what they would do
// does not matter to whoever leaves them out.
#include "visualizer/program/output_lines.hpp"

#include <utility>

namespace looplab::program {
namespace {

constexpr std::size_t most_lines = 500;
constexpr std::size_t most_bytes_a_line = 4096;
constexpr char escape_byte = '\x1b';
constexpr char bell = '\a';

bool ends_sequence(char byte) {
  return byte >= '@' && byte <= '~';
}

}  // namespace

output_lines::inside output_lines::after_escape(char byte) {
  const bool goes_on = byte >= ' ' && byte <= '/';  // "ESC ( B" has a middle
  return byte == '['   ? inside::sequence
         : byte == ']' ? inside::message
         : goes_on     ? inside::escape
                       : inside::text;
}

void output_lines::take(std::string_view bytes) {
  for (const char byte : bytes) {
    switch (state_) {
      case inside::text:
        take_text(byte);
        break;
      case inside::escape:
        state_ = after_escape(byte);
        break;
      case inside::sequence:
        state_ = ends_sequence(byte) ? inside::text : inside::sequence;
        break;
      case inside::message:
        if (byte == bell) {
          state_ = inside::text;
        } else if (byte == escape_byte) {
          state_ = inside::escape;  // and the backslash that ends the message
        }
        break;
    }
  }
}

void output_lines::take_text(char byte) {
  if (byte == escape_byte) {
    state_ = inside::escape;
  } else if (byte == '\n') {
    end_line();
  } else if (byte == '\r') {
    returned_ = true;
  } else {
    // A program that draws a bar of progress writes its line again and again.
    if (std::exchange(returned_, false)) {
      unfinished_.clear();
    }
    if (unfinished_.size() < most_bytes_a_line) {
      unfinished_ += byte;
    }
  }
}

void output_lines::end_line() {
  returned_ = false;
  lines_.push_back(std::exchange(unfinished_, {}));
  if (lines_.size() > most_lines) {
    lines_.erase(lines_.begin());
  }
}

}  // namespace looplab::program
