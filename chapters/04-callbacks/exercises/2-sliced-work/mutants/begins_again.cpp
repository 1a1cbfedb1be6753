// SPDX-License-Identifier: BSL-1.0
//
// Mutant: each slice begins with the first unit: it never comes to its end.
// fails: right-value
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
    const auto count = std::min(left, SLICE);
    for (unsigned long n = 0; n < count; ++n) {
      value = compute_unit(value);
    }
    if (left <= count) {
      return done(value);
    }
    work_on(on, left, value, std::move(done));
  });
}

// Computes so many units, and brings the last value.
void work(loop& on, unsigned long units, callback done) {
  work_on(on, units, 1, std::move(done));
}
