// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 04.2: a client asks for /hello in the middle of a unit,
// and what counts is how many more are computed before it is answered.
#include "chapters/04-callbacks/exercises/2-sliced-work/busy_loop.hpp"
#include "chapters/exercise/check.hpp"

namespace looplab::exercise {

namespace {

constexpr property in_the_loop{"in-the-loop",
                               "compute in the loop's own thread"};
constexpr property right_value{"right-value", "bring the value of all units"};
constexpr property never_sleeps{
    "never-sleeps", "never sleep: nobody else is called then", "M07"};
constexpr property lets_others_in{
    "lets-others-in", "answer /hello before 1,000 more units", "M05"};
constexpr property few_turns{"few-turns",
                             "go back to the loop after 100 units or more"};
constexpr property done_later{"done-later",
                              "call done once, and not inside work", "M05"};
constexpr property any_number{"any-number",
                              "be right for any number of units, none too"};
constexpr property each_its_own{"each-its-own",
                                "keep the works of two clients apart"};
constexpr property lets_go{"lets-go", "leave nothing behind when it is done"};

busy_loop* busy = nullptr;  // the one that runs

std::uint64_t next(std::uint64_t value) {
  return value * 6364136223846793005U + 1442695040888963407U;
}

std::uint64_t value_of(unsigned long units) {
  std::uint64_t value = 1;
  for (; units > 0; --units) {
    value = next(value);
  }
  return value;
}

void run(busy_loop& on, unsigned long units, outcome& out) {
  busy = &on;
  on.ask_for_work(units, out);
  on.run();
}

// All of it is still there for a thread that comes late.
void try_thread() {
  trying(in_the_loop);
  static busy_loop on;
  static outcome out;
  run(on, 500, out);
  eventually([] { return out.times > 0; });
}

void try_waiting(const busy_loop& on, const std::vector<deed>& seen) {
  trying(never_sleeps);
  const auto* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept in a callback", nap);
  trying(lets_others_in);
  const auto* hello = first(seen, [&on](const deed& one) {
    return one.kind == trace::event_kind::wake &&
           one.subject == on.first_hello();
  });
  expect(on.longest_wait() <= 1000,
         "a client asked for /hello, and " + std::to_string(on.longest_wait()) +
             " units were computed before it was answered",
         hello);
  trying(few_turns);
  expect(on.posts() <= on.done() / 100 + 1,
         "it went " + std::to_string(on.posts()) +
             " times through the loop for 10500 units");
}

void try_much() {
  trying(right_value);
  constexpr unsigned long units = 10'500;
  busy_loop on;
  outcome out;
  run(on, units, out);
  expect(out.times > 0, "done was never called");
  expect(out.value == value_of(units) && on.done() == units,
         "of 10500 units it computed " + std::to_string(on.done()) +
             ", and brought another value than theirs");
  try_waiting(on, deeds());
}

void try_number(unsigned long units) {
  busy_loop on;
  outcome out;
  run(on, units, out);
  const auto asked = "for GET /work?units=" + std::to_string(units) + ", ";
  expect(!out.inside_work, asked + "done was called before work had returned");
  expect(out.times == 1,
         asked + "done was called " + std::to_string(out.times) + " times");
  expect(out.value == value_of(units), asked + "the value is not theirs");
}

void try_two_clients() {
  trying(each_its_own);
  busy_loop on;
  outcome one;
  on.ask_for_work(3300, one);
  outcome other;
  run(on, 2500, other);
  expect(one.value == value_of(3300) && other.value == value_of(2500),
         "two clients asked for work at the same time, and one of them was "
         "brought a wrong value");
  trying(lets_go);
  expect(one.there.expired() && other.there.expired(),
         "all was done, and done was still kept by somebody");
}

}  // namespace

void test() {
  try_thread();
  try_much();
  trying(done_later);
  try_number(1);
  try_number(1000);
  trying(any_number);
  for (const unsigned long units : {0UL, 2UL, 999UL, 1001UL, 2000UL}) {
    try_number(units);
  }
  try_two_clients();
}

}  // namespace looplab::exercise

std::uint64_t compute_unit(std::uint64_t value) {
  using namespace looplab::exercise;
  busy->unit(__builtin_return_address(0));
  return next(value);
}
