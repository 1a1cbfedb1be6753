// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 07.2: two files in memory, and a ring on which the test
// makes requests shorter, one of them slow and one of them fail. In which order
// all is done is the test's choice, so that each run is the same.
#include <algorithm>
#include <string>
#include <vector>

#include "chapters/07-completion/exercises/2-copy-with-ring/attempt.hpp"
#include "chapters/exercise/check.hpp"

namespace looplab::exercise {

namespace {

constexpr std::size_t AT_ONCE = 8;

constexpr property own_memory{
    "own-memory", "leave a request's memory to it until it is done"};
constexpr property copies{"copies", "copy each byte to its place"};
constexpr property takes_all{
    "takes-all", "return when nothing is under way any more, not before"};
constexpr property sleeps_on_it{
    "sleeps", "sleep in the kernel while nothing is done", "M08"};
constexpr property eight{
    "eight", "have eight requests under way while that much is left"};
constexpr property together{"together",
                            "hand over in one call what was begun in a turn"};
constexpr property the_rest{
    "the-rest", "ask for the rest when less was done than asked for", "M18"};
constexpr property any_order{
    "any-order", "learn from each completion which request is done"};
constexpr property goes_on{"goes-on", "go on with others while one is slow"};
constexpr property says_so{"says-so", "return false when a request failed"};

void expect_copied(const attempt& it) {
  expect(it.result, "nothing had failed, and it returned false");
  const std::string got = it.to.read(SIZE + 1, 0);
  const auto differs = first_difference(got, it.from.bytes());
  expect(differs == got.size() || differs == SIZE,
         "byte " + std::to_string(differs) + " of " + std::to_string(SIZE) +
             " is another than it was");
  expect(got.size() == SIZE, "it wrote " + std::to_string(got.size()) + " of " +
                                 std::to_string(SIZE) + " bytes");
}

void expect_all_taken(const attempt& it) {
  trying(takes_all);
  expect(it.left == 0, "it returned, and " + std::to_string(it.left) +
                           " of what it had begun was not done: the kernel "
                           "still had that memory");
}

// The n-th time that it was about to sleep, if it was told.
const deed* sleep_number(const std::vector<deed>& seen, std::size_t number) {
  return first(seen, [&number](const deed& one) {
    return one.kind == trace::event_kind::poll &&
           one.sub == static_cast<std::uint8_t>(trace::poll_phase::begin) &&
           number-- == 0;
  });
}

void expect_eight(const attempt& it) {
  trying(eight);
  for (const auto& one : it.ring.requests()) {
    expect(one.size <= PIECE, "one request was for " +
                                  std::to_string(one.size) +
                                  " bytes, not for 4096 at most");
  }
  const auto& waits = it.ring.waits();
  expect(!waits.empty(), "the ring was never asked for anything");
  for (std::size_t i = 0; i < waits.size(); ++i) {
    const auto [requests, under_way] = waits[i];
    const auto number = std::to_string(under_way);
    const auto* moment = sleep_number(it.seen, i);
    expect(under_way <= AT_ONCE, number + " were under way at once", moment);
    const auto left = SIZE - std::min(SIZE, it.begun(requests));
    expect(under_way == AT_ONCE || left == 0,
           "it slept with " + number + " under way in place of 8, and " +
               std::to_string(left) + " bytes were not asked for yet",
           moment);
  }
}

void try_whole() {
  trying(own_memory);
  attempt it;
  it.run();
  expect(!it.ring.shared(),
         "two requests that were under way had memory in common");
  expect_all_taken(it);
  trying(sleeps_on_it);
  expect(!it.ring.spun(),
         "it asked 1000 times whether something was done, in place of a sleep");
  trying(copies);
  expect_copied(it);
  expect_eight(it);
  trying(together);
  const auto calls = it.ring.calls();
  const auto requests = it.ring.requests().size();
  expect(2 * calls <= requests, std::to_string(requests) +
                                    " requests were handed over in " +
                                    std::to_string(calls) + " calls");
}

void try_pieces() {
  trying(the_rest);
  attempt it;
  it.ring.on_its_way = [](io_uring_sqe& entry, std::size_t number) {
    entry.len = number % 3 == 1 ? std::min(entry.len, 1000U) : entry.len;
    return fate::quick;
  };
  it.run();
  expect_copied(it);
}

void try_slow() {
  trying(any_order);
  attempt it;
  it.ring.on_its_way = [&it](io_uring_sqe& entry, std::size_t number) {
    return number == 0 ? it.make_slow(entry) : fate::quick;
  };
  it.run();
  expect_copied(it);
  trying(goes_on);
  expect(it.begun_before >= SIZE,
         "one read was slow, and meanwhile it asked for " +
             std::to_string(it.begun_before) + " of " + std::to_string(SIZE) +
             " bytes");
}

// The first is slow, and before it is done the sixth has failed.
void try_failure() {
  trying(says_so);
  attempt it;
  it.ring.on_its_way = [&it](io_uring_sqe& entry, std::size_t number) {
    entry.fd = number == 5 ? -1 : entry.fd;
    return number == 0 ? it.make_slow(entry) : fate::quick;
  };
  it.run();
  expect(!it.result, "a request had failed, and it returned true");
  expect_all_taken(it);
}

}  // namespace

void test() {
  try_whole();
  try_pieces();
  try_slow();
  try_failure();
}

}  // namespace looplab::exercise
