// SPDX-License-Identifier: BSL-1.0
//
// Mutant: puts all slices in line at once, before whoever comes.
// fails: lets-others-in M05
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
  auto value = std::make_shared<std::uint64_t>(1);
  for (unsigned long from = 0; from < units; from += SLICE) {
    on.post([value, count = std::min(SLICE, units - from)] {
      for (unsigned long n = 0; n < count; ++n) {
        *value = compute_unit(*value);
      }
    });
  }
  on.post([value, done] { done(*value); });
}
