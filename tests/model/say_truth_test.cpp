// SPDX-License-Identifier: BSL-1.0
//
// Nothing is said that is not so: each number and each name of a sentence is
// one of the entry's or of the state's around it, in its place, and what the
// entry is about is named.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "tests/model/marked_log.hpp"
#include "tests/model/mentions.hpp"
#include "tests/model/witness.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::tests {
namespace {

using trace::id_space;

/// The sentences about one entry, and everything that is known of it.
struct hearing {
  const trace::log& events;
  const trace::entry& e;
  const witness& by;
  const testimony& known;

  std::uint32_t pid() const { return events.processes()[e.process].pid; }

  /// Whether this is how a sentence may call the thing.
  bool is_called(trace::id thing, const mention& m) const {
    if (thing == 0) {
      return false;
    }
    if (m.what == mentioned::name) {
      return m.text == "main"
                 ? thing == trace::thread_id_of(pid())
                 : std::ranges::any_of(by.names_of(e.process, thing),
                                       [&](const std::string& name) {
                                         return is_shown_as(name, m.text);
                                       });
    }
    const id_space space = trace::space_of(thing);
    const bool fits =
        m.before == "fd"       ? space == id_space::descriptor
        : m.before == "thread" ? space == id_space::thread
        : m.before == "Process" || m.before == "process"
            ? space == id_space::process || space == id_space::counted
            : space == id_space::counted || space == id_space::address;
    return fits && m.number == (thing & ~trace::id_space_mask);
  }

  bool is_one_of(const std::set<trace::id>& things, const mention& m) const {
    return std::ranges::any_of(
        things, [&](trace::id thing) { return is_called(thing, m); });
  }

  bool is_known_name(const mention& m, bool second_line) const {
    const bool text =
        m.what == mentioned::name &&
        std::ranges::any_of(known.texts, [&](const std::string& t) {
          return is_shown_as(t, m.text);
        });
    return text || is_one_of(m.next        ? known.next
                             : second_line ? known.aside
                                           : known.cast,
                             m);
  }

  bool is_measure(const mention& m) const {
    const auto same = [&](std::int64_t n) {
      return n == m.number;
    };
    if (m.hexadecimal) {
      return m.text == known.token;
    }
    if (m.after == "ns" || m.after == "us" || m.after == "ms" ||
        m.after == "s") {
      return std::ranges::any_of(
          known.spans_ns, [&](std::int64_t ns) { return is_duration(ns, m); });
    }
    if (m.after == "%") {
      return m.number == 0;  // of the processor, in a sleep
    }
    if (m.after == "others" || m.after == "are") {
      return m.number == known.in_line;
    }
    return m.before == "turn"    ? m.number == std::int64_t(known.turn)
           : m.before == "error" ? m.number == known.error
                                 : std::ranges::any_of(known.numbers, same);
  }

  bool is_so(const mention& m, bool second_line) const {
    static const std::set<std::string> nouns{
        "fd",        "thread",    "task",    "lock",  "timer",
        "operation", "callback",  "channel", "loop",  "process",
        "thing",     "condition", "Process", "signal"};
    switch (m.what) {
      case mentioned::error:
        return known.error != 0 && m.text == strerrorname_np(known.error);
      case mentioned::name:
        return is_known_name(m, second_line);
      case mentioned::number:
        break;
    }
    return nouns.count(m.before) != 0 ? is_known_name(m, second_line)
                                      : is_measure(m);
  }
};

bool begins(const std::string& with, std::string_view what) {
  return with.compare(0, what.size(), what) == 0;
}

/// Who did it, when that is somebody who has a name, comes first.
bool is_doer_right(const hearing& h, const model::narration& told,
                   const std::vector<mention>& first) {
  if (h.known.first.empty()) {
    return true;
  }
  if (begins(told.what, "The loop ") || begins(told.what, "The program ")) {
    return h.known.first.count(h.e.thread) != 0;
  }
  const bool other =
      begins(told.what, "The time of ") || begins(told.what, "The thread ");
  return other || (!first.empty() && h.is_one_of(h.known.first, first.front()));
}

/// Whether all who have to be named are, in their order.
bool is_whole(const hearing& h, const std::vector<mention>& first) {
  auto at = first.begin();
  for (const trace::id thing : h.known.must) {
    at = thing == 0 ? at : std::find_if(at, first.end(), [&](const mention& m) {
      return h.is_called(thing, m);
    });
    if (thing != 0 && at == first.end()) {
      return false;
    }
  }
  return !h.known.number_must ||
         std::ranges::any_of(first, [&](const mention& m) {
           return m.what == mentioned::number &&
                  m.number == h.known.numbers.front();
         });
}

/// What is not so in the two lines; "" if all is.
std::string falsehood(const hearing& h, const model::narration& told) {
  const std::vector<mention> first = mentions_of(told.what);
  for (const mention& m : first) {
    if (!h.is_so(m, false)) {
      return m.text;
    }
  }
  for (const mention& m : mentions_of(told.next)) {
    if (!h.is_so(m, true)) {
      return m.text;
    }
  }
  return !is_doer_right(h, told, first) ? "who does it"
         : !is_whole(h, first)          ? "it is not whole"
                                        : "";
}

void expect_two_lines(const model::narration& told) {
  ASSERT_FALSE(told.what.empty());
  ASSERT_LE(model::width_of(told.what), 76u) << told.what;
  ASSERT_LE(model::width_of(told.next), 76u) << told.next;
  ASSERT_EQ(told.what.back(), '.') << told.what;
  ASSERT_TRUE(told.next.empty() || told.next.back() == '.') << told.next;
}

/// Calls `judge` with what is known and what is told of each entry.
template <class Judge>
void hear_all(const trace::log& events, Judge judge) {
  model::timeline time(events);
  time.catch_up();
  witness by(events);
  model::state before;
  for (std::size_t n = 1; n <= time.size(); ++n) {
    model::state after = time.at(n);
    const testimony known = by.hear(n, before, after);
    const trace::entry e = events[n - 1];
    judge(hearing{events, e, by, known}, time.tell(n));
    before = std::move(after);
  }
}

class EverySentence : public testing::TestWithParam<unsigned> {};

TEST_P(EverySentence, IsSo) {
  marked_log log(GetParam());
  hear_all(log.grow(2000).events(),
           [](const hearing& h, const model::narration& told) {
             ASSERT_EQ(falsehood(h, told), "")
                 << "kind " << int(h.e.kind) << " sub " << int(h.e.sub) << ":\n"
                 << told.what << "\n"
                 << told.next;
             expect_two_lines(told);
           });
}

/// The same with another digit at each place where there is one, one by one.
template <class Judge>
void change_digits(const std::string& line, Judge judge) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] >= '0' && line[i] <= '9') {
      std::string changed = line;
      changed[i] = line[i] == '9' ? '8' : static_cast<char>(line[i] + 1);
      judge(changed);
    }
  }
}

/// The witness is worth something: what is not so is found. (Two things that
/// an entry is about may have numbers that differ by one digit.)
TEST(Sentences, AreFoundNotToBeSoWithAnotherDigit) {
  std::size_t tried = 0, missed = 0;
  marked_log log(1);
  hear_all(log.grow(4000).events(),
           [&](const hearing& h, const model::narration& told) {
             const auto try_one = [&](const model::narration& changed) {
               ++tried;
               missed += falsehood(h, changed).empty() ? 1 : 0;
             };
             change_digits(told.what, [&](const std::string& s) {
               try_one({s, told.next});
             });
             change_digits(told.next, [&](const std::string& s) {
               try_one({told.what, s});
             });
           });
  EXPECT_GT(tried, 10'000u);
  EXPECT_LT(missed * 1000, tried) << missed << " of " << tried;
}

INSTANTIATE_TEST_SUITE_P(Seeds, EverySentence, testing::Range(1u, 25u));

TEST(Sentences, AreTriedOfEveryWordOfTheVocabulary) {
  std::set<std::pair<int, int>> seen;
  for (unsigned seed = 1; seed < 25; ++seed) {
    marked_log log(seed);
    const trace::log& events = log.grow(2000).events();
    for (std::size_t i = 0; i < events.size(); ++i) {
      seen.emplace(int(events[i].kind), events[i].sub);
    }
  }
  for (int kind = 0; kind < trace::event_kinds; ++kind) {
    const unsigned subs = marked_log::subs_of(trace::event_kind(kind));
    for (unsigned sub = 0; sub < subs; ++sub) {
      EXPECT_EQ(seen.count({kind, int(sub)}), 1u) << kind << " " << sub;
    }
  }
}

}  // namespace
}  // namespace looplab::tests
