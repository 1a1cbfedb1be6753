// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the slice has captured its own owner, and never goes.
// fails: lets-go
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>

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

// Computes so many units, and brings the last value.
void work(loop& on, unsigned long units, callback done) {
  auto slice = std::make_shared<loop::function>();
  *slice = [&on, slice, left = units, value = std::uint64_t{1},
            done]() mutable {
    for (auto n = std::min(left, SLICE); n > 0; --n, --left) {
      value = compute_unit(value);
    }
    if (left == 0) {
      return done(value);
    }
    on.post([slice] { (*slice)(); });
  };
  on.post([slice] { (*slice)(); });
}
