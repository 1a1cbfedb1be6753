// SPDX-License-Identifier: BSL-1.0
//
// What one trace of 07.3 shows, to be done again line by line, with a look at
// where the bytes are after any of them.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace looplab::exercise {

constexpr int LINES = 5;

// What one trace shows, line by line.
class story {
 public:
  story() = default;
  virtual ~story() = default;
  story(const story&) = delete;
  story& operator=(const story&) = delete;

  void run(int from, int to) {
    for (int line = from; line <= to; ++line) {
      lines_[static_cast<std::size_t>(line - 1)]();
    }
  }

  // Between two lines, or after the last one.
  virtual void look() = 0;
  // What the look has found out, when all lines have been run.
  virtual bool was_copied() = 0;

 protected:
  std::vector<std::function<void()>> lines_;
};

}  // namespace looplab::exercise
