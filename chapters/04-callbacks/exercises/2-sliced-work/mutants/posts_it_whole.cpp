// SPDX-License-Identifier: BSL-1.0
//
// Mutant: posts the work, all in one piece.
// fails: lets-others-in M05
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

void work_on(loop& on, unsigned long left, std::uint64_t value, callback done) {
  on.post([left, value, done = std::move(done)]() mutable {
    for (; left > 0; --left) {
      value = compute_unit(value);
    }
    done(value);
  });
}

// Computes so many units, and brings the last value.
void work(loop& on, unsigned long units, callback done) {
  work_on(on, units, 1, std::move(done));
}
