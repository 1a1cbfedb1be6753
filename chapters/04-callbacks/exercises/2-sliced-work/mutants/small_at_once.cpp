// SPDX-License-Identifier: BSL-1.0
//
// Mutant: computes what is not much at once, inside work.
// fails: done-later M05
#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

// What the test knows; leave it as it is.
struct loop {
  using function = std::function<void()>;
  virtual ~loop() = default;
  virtual void post(function what) = 0;      // called behind all in line
  virtual void dispatch(function what) = 0;  // in a callback: called at once
};

using callback = std::function<void(std::uint64_t value)>;

// One unit of work: makes the next value of this one. The first is of 1.
std::uint64_t compute_unit(std::uint64_t value);

constexpr unsigned long SLICE = 1000;

// Posts one slice, which owns all that the rest of the work needs.
void work_on(loop& on, unsigned long left, std::uint64_t value, callback done) {
  on.post([&on, left, value, done = std::move(done)]() mutable {
    for (auto n = std::min(left, SLICE); n > 0; --n, --left) {
      value = compute_unit(value);
    }
    if (left == 0) {
      return done(value);
    }
    work_on(on, left, value, std::move(done));
  });
}

// Computes so many units, and brings the last value.
void work(loop& on, unsigned long units, callback done) {
  if (units <= SLICE) {
    std::uint64_t value = 1;
    for (; units > 0; --units) {
      value = compute_unit(value);
    }
    return done(value);
  }
  work_on(on, units, 1, std::move(done));
}
