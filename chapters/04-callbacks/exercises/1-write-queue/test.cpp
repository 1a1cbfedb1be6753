// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 04.1: texts that come, and bytes that are taken, in an
// order of the test's choice, and then in a thousand orders of chance. The
// dice fall the same way each time.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "chapters/04-callbacks/exercises/1-write-queue/slow_stream.hpp"
#include "chapters/exercise/check.hpp"

struct writer {
  virtual ~writer() = default;
  virtual void write(std::string text) = 0;
};

std::unique_ptr<writer> make_writer(stream& to);

namespace looplab::exercise {

namespace {

constexpr property keeps_bytes{
    "keeps-bytes", "keep bytes where they are until the callback", "M08"};
constexpr property all_of_it{"all-of-it", "write the rest that a write left"};
constexpr property returns_at_once{
    "returns-at-once", "return although the client takes nothing", "M04"};
constexpr property one_at_a_time{"one-at-a-time",
                                 "have one write under way at most"};
constexpr property in_order{"in-order",
                            "write the texts in their order, each once"};
constexpr property goes_on{"goes-on",
                           "begin again when it had nothing to write"};
constexpr property any_schedule{
    "any-schedule", "keep the stream whole, whatever is taken when"};
constexpr property stops{"stops", "begin nothing more after an error"};

struct scene {
  slow_stream client{};
  std::unique_ptr<writer> queue = make_writer(client);

  /// Until nothing is under way; who goes round in a circle is stopped.
  void take_all(std::size_t at_a_time = std::string::npos) {
    for (int i = 0; i < 1000 && client.under_way() > 0; ++i) {
      client.take(at_a_time);
    }
  }
};

// Many texts come while the first is under way: whatever holds them grows
// meanwhile. Short ones are inside a string's object, the last one is not.
void try_keeping() {
  trying(keeps_bytes);
  scene one;
  one.queue->write("short ");
  for (int i = 0; i < 50; ++i) {
    one.queue->write("text " + std::to_string(i) + ' ');
  }
  one.queue->write("and a text that is too long to be inside an object");
  one.take_all();
}

void try_one_text() {
  trying(all_of_it);
  scene one;
  const std::string text = "hello, this is one text";
  one.queue->write(text);
  const auto slept = one.client.slept();
  const auto seen = deeds();
  one.take_all(5);
  expect(one.client.got() == text,
         "the client took 5 bytes at a time, and got " +
             shown(one.client.got()) + " of " + shown(text));
  trying(returns_at_once);
  const auto* wrote = first(
      seen, [](const deed& what) { return calls(what, trace::verb::write); });
  expect(slept == 0, "it slept in write_some until the client took something",
         wrote);
}

void try_three_texts() {
  trying(one_at_a_time);
  scene one;
  for (const char* text : {"one ", "two ", "three "}) {
    one.queue->write(text);
  }
  const auto seen = deeds();
  const auto last = std::find_if(seen.rbegin(), seen.rend(), is_begin);
  expect(one.client.under_way() == 1,
         "3 texts were to be written, and " +
             std::to_string(one.client.under_way()) + " writes were under way",
         last == seen.rend() ? nullptr : &*last);
}

void try_order() {
  trying(in_order);
  scene one;
  for (const char* text : {"one ", "two ", "three ", "four ", "five"}) {
    one.queue->write(text);
  }
  one.take_all();
  const auto got = one.client.got();
  expect(
      got == "one two three four five",
      "one, two, three, four and five came, and the client got " + shown(got));
  trying(goes_on);
  one.queue->write(" and six");
  one.take_all();
  expect(one.client.got() == got + " and six",
         "all was written, one more text came, and the client got " +
             shown(one.client.got().substr(got.size())));
}

/// Another row of numbers for each seed.
class dice {
 public:
  explicit dice(unsigned seed) : state_(seed * 2654435761U) {}

  /// 0 to sides - 1.
  std::size_t roll(std::size_t sides) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8U) % sides;
  }

 private:
  std::uint32_t state_;
};

void try_schedule(unsigned number) {
  dice chance(number);
  scene one;
  std::string given;
  std::size_t left = 2 + chance.roll(7);  // texts
  while (left > 0 || one.client.under_way() > 0) {
    if (left > 0 && (one.client.under_way() == 0 || chance.roll(2) == 0)) {
      const auto letter = static_cast<char>('a' + --left);
      const std::string text(2 + chance.roll(30), letter);
      one.queue->write(text);
      given += text;
    } else {
      one.client.take(1 + chance.roll(one.client.size_of_next()));
    }
  }
  const auto& got = one.client.got();
  const auto wrong =
      std::mismatch(given.begin(), given.end(), got.begin(), got.end());
  expect(got == given,
         "in schedule " + std::to_string(number) + " of 1000, of " +
             shown(given) + " byte " +
             std::to_string(wrong.first - given.begin() + 1) +
             " was the first that the client did not get in its place");
}

void try_error() {
  trying(stops);
  scene one;
  one.queue->write("the first ");
  one.queue->write("the second ");
  one.client.fail();
  expect(one.client.under_way() == 0,
         "a write failed, because the client had gone, and another was begun");
  one.queue->write("the third ");
  expect(one.client.under_way() == 0,
         "the client had gone, a text came, and a write was begun");
}

}  // namespace

void test() {
  try_keeping();
  try_one_text();
  try_three_texts();
  try_order();
  trying(any_schedule);
  for (unsigned number = 1; number <= 1000; ++number) {
    try_schedule(number);
  }
  try_error();
}

}  // namespace looplab::exercise
