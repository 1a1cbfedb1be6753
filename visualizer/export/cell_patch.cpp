// SPDX-License-Identifier: BSL-1.0
//
// See cell_patch.hpp. Greedy: the longest copy wins, and a copy that is shorter
// than what it takes to say it is none.
#include "visualizer/export/cell_patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "visualizer/export/json_text.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

/// None that JSON or HTML writes as more than itself.
constexpr std::string_view letters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "+-!#$%()*,./:;=?@[]^_{|}~";
static_assert(letters.size() >= 2 * frame::styles);

constexpr int worth_saying = 6;  ///< cells; about what "[1,61]," costs
constexpr int furthest = 8;      ///< a step moves a lane by few columns

class patch_writer {
 public:
  patch_writer(const frame::grid& before, const frame::grid& after)
      : before_(before), after_(after), extent_(after.extent()) {}

  std::string write() {
    const int cells = extent_.columns * extent_.rows;
    for (int at = 0; at < cells;) {
      const auto [further, length] = best_copy(at, cells);
      if (length >= worth_saying) {
        say_copy(further, length);
        at += length;
      } else {
        say_cell(cell(after_, at++));
      }
    }
    end_text();
    return "[" + out_ + "]";
  }

 private:
  const frame::cell& cell(const frame::grid& of, int at) const {
    return of.at(at % extent_.columns, at / extent_.columns);
  }

  /// Cells that stay may be many rows of them; those that move stay in theirs.
  int same(int at, int further, int cells) const {
    const int row_end = (at / extent_.columns + 1) * extent_.columns;
    const int end = further == 0 ? cells : row_end - further;
    int n = 0;
    while (at + n < end &&
           cell(after_, at + n) == cell(before_, at + n + further)) {
      ++n;
    }
    return n;
  }

  std::pair<int, int> best_copy(int at, int cells) const {
    std::pair<int, int> best{0, same(at, 0, cells)};
    for (int d = 1; d <= furthest && best.second < worth_saying; ++d) {
      if (const int n = same(at, d, cells); n > best.second) {
        best = {d, n};
      }
    }
    return best;
  }

  void say_copy(int further, int length) {
    end_text();
    if (further == 0) {
      kept_ += length;
      return;
    }
    say(fmt::format("[{},{}]", further, length));
  }

  void say_cell(const frame::cell& one) {
    const char letter = look_letter(one);
    if (text_.empty() || text_.front() != letter) {
      end_text();
      text_ = letter;
    }
    model::append_utf8(text_, one.glyph);
  }

  void end_text() {
    if (!text_.empty()) {
      std::string quoted;
      append_json_bytes(quoted, text_);
      text_.clear();
      say(quoted);
    }
  }

  /// What is kept is said only when something follows it.
  void say(std::string_view item) {
    const auto append = [this](std::string_view one) {
      out_ += out_.empty() ? "" : ",";
      out_ += one;
    };
    if (const int kept = std::exchange(kept_, 0); kept > 0) {
      append(std::to_string(kept));
    }
    append(item);
  }

  const frame::grid& before_;
  const frame::grid& after_;
  frame::size extent_;
  int kept_ = 0;
  std::string text_, out_;
};

}  // namespace

std::string patch_of(const frame::grid& before, const frame::grid& after) {
  return patch_writer(before, after).write();
}

char look_letter(const frame::cell& cell) {
  const int reversed = cell.reversed ? frame::styles : 0;
  return letters[static_cast<std::size_t>(static_cast<int>(cell.look) +
                                          reversed)];
}

std::string look_letters() {
  return std::string(letters.substr(0, 2 * frame::styles));
}

}  // namespace looplab::exporting
