// SPDX-License-Identifier: BSL-1.0
//
// The filter's line while it is typed: each key counts at once, Enter keeps
// what is there, Esc clears it. Says nothing of what the words mean.
#pragma once

#include <string>

namespace looplab::program {

/// Thread safety: one thread.
class filter_line {
 public:
  void open() { typing_ = true; }

  bool is_open() const { return typing_; }

  /// Takes a key while it is open.
  void press(int key);

  const std::string& text() const { return text_; }

 private:
  bool typing_ = false;
  std::string text_;
};

}  // namespace looplab::program
