// SPDX-License-Identifier: BSL-1.0
//
// The loop of 04.2's hidden test: one line of callbacks, and clients that ask
// for /work and for /hello. Its time is counted in units of work. It refuses to
// call anybody before whoever came earlier.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "chapters/exercise/told_callback.hpp"

// As in the student's file.
struct loop {
  using function = std::function<void()>;
  virtual ~loop() = default;
  virtual void post(function what) = 0;
  virtual void dispatch(function what) = 0;
};

using callback = std::function<void(std::uint64_t value)>;

void work(loop& on, unsigned long units, callback done);

namespace looplab::exercise {

/// What has become of one call of work.
struct outcome {
  bool returned = false;
  int times = 0;  // that done was called
  bool inside_work = false;
  std::uint64_t value = 0;
  std::weak_ptr<int> there{};  // while somebody keeps done
};

/// Thread safety: one thread's; unit() tells whoever comes from another.
class busy_loop : public loop {
 public:
  void post(function what) override {
    ++posts_;
    stand(told_callback::posted("slice", __builtin_return_address(0)),
          std::move(what));
  }

  // Nothing is begun by it, and so nothing told: as in Asio.
  void dispatch(function what) override { what(); }

  /// A client's GET /work is in line from now on.
  void ask_for_work(unsigned long units, outcome& out) {
    asked_ += units;
    stand(told_callback::came("GET /work", nullptr), [this, units, &out] {
      const auto kept = std::make_shared<int>();
      out.there = kept;
      work(*this, units, [&out, kept](std::uint64_t value) {
        ++out.times;
        out.inside_work = out.inside_work || !out.returned;
        out.value = value;
      });
      out.returned = true;
    });
  }

  /// Calls who is in line until nobody is.
  void run() {
    while (!line_.empty()) {
      auto first = std::move(line_.front());
      line_.pop_front();
      first.told.call(first.code);
    }
  }

  /// A unit is computed. A client asks for /hello in unit 300, and in the 300th
  /// after each answer.
  void unit(const void* caller) {
    expect(this_tid() == thread_, "a unit was computed in another thread");
    ++done_;
    expect(done_ <= 2 * asked_ + 1000,
           std::to_string(asked_) +
               " units were asked for, and it had computed " +
               std::to_string(done_));
    if (done_ == next_hello_) {
      const auto id = stand(
          told_callback::came("GET /hello", caller), [this, came = done_] {
            longest_wait_ = std::max(longest_wait_, done_ - came);
            next_hello_ = done_ + 300;
          });
      first_hello_ = first_hello_ == 0 ? id : first_hello_;
    }
  }

  unsigned long posts() const { return posts_; }

  /// How many units were computed.
  unsigned long done() const { return done_; }

  /// Of any /hello, in units.
  unsigned long longest_wait() const { return longest_wait_; }

  trace::id first_hello() const { return first_hello_; }

 private:
  struct waiting {
    told_callback told;
    function code;
  };

  trace::id stand(told_callback told, function code) {
    line_.push_back({std::move(told), std::move(code)});
    return line_.back().told.id();
  }

  std::deque<waiting> line_{};
  unsigned long posts_ = 0;
  unsigned long asked_ = 0;
  unsigned long done_ = 0;
  unsigned long next_hello_ = 300;
  unsigned long longest_wait_ = 0;
  trace::id first_hello_ = 0;
  const int thread_ = this_tid();
};

}  // namespace looplab::exercise
