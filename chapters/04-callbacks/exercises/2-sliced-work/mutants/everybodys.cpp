// SPDX-License-Identifier: BSL-1.0
//
// Mutant: what a slice must know is global: there is one work only.
// fails: each-its-own
#include <algorithm>
#include <cstdint>
#include <functional>

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

static unsigned long left = 0;
static std::uint64_t now = 1;

static void slice(loop& on, const callback& done) {
  for (auto n = std::min(left, SLICE); n > 0; --n, --left) {
    now = compute_unit(now);
  }
  if (left == 0) {
    return done(now);
  }
  on.post([&on, done] { slice(on, done); });
}

// Computes so many units, and brings the last value.
void work(loop& on, unsigned long units, callback done) {
  left = units;
  now = 1;
  on.post([&on, done] { slice(on, done); });
}
