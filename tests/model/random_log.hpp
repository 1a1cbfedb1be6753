// SPDX-License-Identifier: BSL-1.0
//
// Logs that no program would write but a broken ring might leave: any event
// about anything, in any order, in two processes. What must always hold is
// tested on these.
#pragma once

#include <cstddef>
#include <random>

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

class random_log {
 public:
  explicit random_log(unsigned seed) : random_(seed) {
    made_.process(4712, "worker").in(0);
    for (int i = 0; i < 6; ++i) {
      words_[i] = "a name of some length " + std::to_string(i);
    }
  }

  log_builder& grow(std::size_t events) {
    for (std::size_t i = 0; i < events; ++i) {
      add_one();
    }
    return made_;
  }

 private:
  using kind = trace::event_kind;

  unsigned below(unsigned n) {
    return std::uniform_int_distribution<unsigned>(0, n - 1)(random_);
  }

  trace::id any_id() {
    switch (below(4)) {
      case 0:
        return log_builder::fd(static_cast<int>(below(8)));
      case 1:
        return log_builder::thread(4711 + below(4));
      case 2:
        return 0x60000000u + below(3);
      default:
        return below(10);
    }
  }

  void add_one() {
    if (below(20) == 0) {
      made_.in(static_cast<std::uint16_t>(below(2)));
    }
    if (below(6) == 0) {
      made_.on(4711 + below(4));
    }
    if (below(10) == 0) {
      made_.after_us(below(100'000));
    }
    const auto what = static_cast<kind>(below(trace::event_kinds));
    const std::int64_t arg = below(4) == 0
                                 ? -static_cast<std::int64_t>(below(130))
                                 : static_cast<std::int64_t>(below(5000));
    if (what == kind::poll || what == kind::ready) {
      const trace::id loop = log_builder::fd(3 + static_cast<int>(below(2)));
      const trace::id about = below(2) == 0 ? 0 : log_builder::fd(5);
      made_.emit(what, static_cast<std::uint8_t>(below(2)),
                 what == kind::poll ? loop : about, loop, below(6));
      return;
    }
    if (what == kind::end && below(20) == 0) {
      made_.end_process();
      return;
    }
    made_.emit(what, sub_of(what), any_id(), any_id(), arg, words_[below(6)]);
  }

  std::uint8_t sub_of(kind what) {
    switch (what) {
      case kind::create:
        return static_cast<std::uint8_t>(below(15));
      case kind::end:
        return static_cast<std::uint8_t>(below(4));
      case kind::stop:
        return static_cast<std::uint8_t>(below(12));
      case kind::act:
      case kind::start:
      case kind::done:
        return static_cast<std::uint8_t>(below(24));
      default:
        return static_cast<std::uint8_t>(below(2));
    }
  }

  std::mt19937 random_;
  log_builder made_;
  std::string words_[6];
};

}  // namespace looplab::tests
