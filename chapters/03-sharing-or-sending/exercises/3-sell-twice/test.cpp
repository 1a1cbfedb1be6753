// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 03.3: two programs as step machines, and a scheduler that
// does what the string says. Each step is printed, so that who fails can read
// what their schedule has done.
#include <array>
#include <cstdio>
#include <deque>
#include <string>

#include "chapters/exercise/check.hpp"

std::string by_hand();
std::string by_mail();

namespace looplab::exercise {

namespace {

constexpr property hand_is_whole{"by-hand",
                                 "let who has a step go on, until both ended"};
constexpr property hand_sells{"sells-twice", "sell the seat twice by hand"};
constexpr property few_changes{"few-changes",
                               "change from clerk to clerk twice at most"};
constexpr property mail_is_whole{"by-mail",
                                 "let who has a step go on, until all is done"};
constexpr property mail_sells{"mail-sells-twice", "sell the seat twice by mail",
                              "M19"};

struct clerk {
  char name;
  int steps = 0;
  bool ended = false;
  std::deque<bool> answers{};  // by mail: whether it is free
};

using two_clerks = std::array<clerk, 2>;

std::string not_ended(const two_clerks& all) {
  for (const clerk& one : all) {
    if (!one.ended) {
      return std::string("clerk ") + one.name + " has not ended";
    }
  }
  return "";
}

// A program's step says what it did, and nothing when there is none to take.
struct by_hand_program {
  std::string step(char who) {
    if ((who != 'A' && who != 'B') ||
        clerks[static_cast<std::size_t>(who - 'A')].ended) {
      return "";
    }
    clerk& one = clerks[static_cast<std::size_t>(who - 'A')];
    switch (++one.steps) {
      case 1:
        one.ended = sold > 0;
        return one.ended ? "reads: sold" : "reads: free";
      case 2:
        return "takes the money";
      default:
        ++sold;
        one.ended = true;
        return "writes: sold, and hands out the ticket";
    }
  }

  std::string left() const { return not_ended(clerks); }

  two_clerks clerks = {{{'A'}, {'B'}}};
  int sold = 0;
};

struct by_mail_program {
  struct message {
    clerk& from;
    bool buys;
  };

  std::string step(char who) {
    return who == 'D' ? desk_step()
           : who == 'A' || who == 'B'
               ? clerk_step(clerks[static_cast<std::size_t>(who - 'A')])
               : "";
  }

  std::string desk_step() {
    if (desk.empty()) {
      return "";
    }
    const auto [from, buys] = desk.front();
    desk.pop_front();
    if (buys) {
      ++sold;
      return std::string("writes: sold, and hands out a ticket for ") +
             from.name;
    }
    from.answers.push_back(sold == 0);
    return std::string(sold == 0 ? "answers: free, to "
                                 : "answers: sold, to ") +
           from.name;
  }

  std::string clerk_step(clerk& one) {
    if (one.ended || (one.steps == 1 && one.answers.empty())) {
      return "";
    }
    switch (++one.steps) {
      case 1:
        desk.push_back({one, false});
        return "sends: is it free?";
      case 2:
        one.ended = !one.answers.front();
        return one.ended ? "receives: sold" : "receives: free";
      default:
        desk.push_back({one, true});
        one.ended = true;
        return "takes the money, and sends: sold to me";
    }
  }

  std::string left() const {
    const auto clerk = not_ended(clerks);
    return !clerk.empty() || desk.empty()
               ? clerk
               : "a message lies in the desk's channel";
  }

  two_clerks clerks = {{{'A'}, {'B'}}};
  std::deque<message> desk{};
  int sold = 0;
};

// What has happened when a schedule is over, or why it cannot go on.
struct outcome {
  int sold = 0;
  std::string problem{};
};

template <class Program>
outcome run(const std::string& schedule) {
  Program program;
  std::printf("\"%s\"\n", schedule.c_str());
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    const std::string did = program.step(schedule[i]);
    if (did.empty()) {
      return {0, "step " + std::to_string(i + 1) + " is for " + schedule[i] +
                     ", who has no step to take"};
    }
    std::printf("%2zu  %c  %s\n", i + 1, schedule[i], did.c_str());
  }
  return {program.sold, program.left()};
}

std::size_t changes(const std::string& schedule) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < schedule.size(); ++i) {
    count += schedule[i] == schedule[i - 1] ? 0 : 1;
  }
  return count;
}

template <class Program>
std::string try_program(std::string (*written)(), const property& whole,
                        const property& sells) {
  trying(whole);
  const std::string schedule = written();
  const outcome seen = run<Program>(schedule);
  std::fflush(stdout);
  expect(seen.problem.empty(), "\"" + schedule + "\": " + seen.problem);
  trying(sells);
  expect(seen.sold == 2, "\"" + schedule + "\" sold it " +
                             (seen.sold == 1 ? "once" : "to nobody"));
  return schedule;
}

}  // namespace

void test() {
  const auto hand =
      try_program<by_hand_program>(by_hand, hand_is_whole, hand_sells);
  trying(few_changes);
  expect(changes(hand) <= 2, "\"" + hand + "\" sold it twice, with " +
                                 std::to_string(changes(hand)) + " changes");
  try_program<by_mail_program>(by_mail, mail_is_whole, mail_sells);
}

}  // namespace looplab::exercise
