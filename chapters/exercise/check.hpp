// SPDX-License-Identifier: BSL-1.0
//
// The words in which a hidden test judges a student's code: what is tried now,
// what must hold, and what the recorder saw meanwhile. The first thing that
// does not hold ends the program, so that a person is told one thing at a
// time. It refuses to look into the code: only what it does counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "trace/vocabulary.hpp"

namespace looplab::exercise {

/// Something that the student's code has to do.
struct property {
  const char* name;      ///< "any-cut": one word for it
  const char* sentence;  ///< completes "It must ...", without a full stop
  /// Who breaks it often thinks this: an id of chapters/misconceptions.md.
  const char* misconception = "";
};

/// The hidden test. Each exercise's test.cpp defines it; main() is here.
void test();

/// From now on this is tried: a crash, an exit, and not being done after five
/// seconds are its failures, too.
void trying(const property& what);

/// One thing that the recorder saw the program do.
struct deed {
  trace::event_kind kind;
  std::uint8_t sub;
  trace::id subject, ref, thread;
  std::int64_t arg;
  std::int64_t t_ns;  ///< CLOCK_MONOTONIC
};

/// What has been done since trying(), by all threads, in its order. Empty
/// while nobody records.
std::vector<deed> deeds();

/// Ends the program unless it holds. `happened` is one sentence about what was
/// seen in place of it; `moment` is the deed that shows it, if there is one.
/// Thread safety: any thread.
void expect(bool holds, std::string_view happened,
            const deed* moment = nullptr);

/// Ends the program, neither passed nor failed: what the exercise needs is not
/// here. `why` is one sentence without a full stop.
[[noreturn]] void cannot_try(std::string_view why);

/// The first of the deeds that is of this kind, or null.
template <class Kind>
const deed* first(const std::vector<deed>& all, const Kind& is_it) {
  for (const deed& one : all) {
    if (is_it(one)) {
      return &one;
    }
  }
  return nullptr;
}

/// A thread fell asleep for a time, in sleep, usleep or the like.
inline bool sleeps(const deed& one) {
  return one.kind == trace::event_kind::stop &&
         one.sub == static_cast<std::uint8_t>(trace::wait_why::sleep);
}

/// A call on a descriptor, with its result or -errno in `arg`.
inline bool calls(const deed& one, trace::verb what) {
  return one.kind == trace::event_kind::act &&
         one.sub == static_cast<std::uint8_t>(what);
}

/// For a moment in which nobody has anything to do. Ends the program if, since
/// trying(), a thread has slept for a time of its own choice, or some wake up
/// again and again to look.
void expect_sleep();

/// How many descriptors this process has open.
std::size_t open_descriptors();

/// How many threads this process has.
std::size_t threads();

/// Looks until it is so, or the time is over; unseen by the recorder.
bool eventually(const std::function<bool()>& is_so, int most_ms = 1000);

}  // namespace looplab::exercise
