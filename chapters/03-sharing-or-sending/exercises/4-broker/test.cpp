// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 03.4: a broker with two subscribers, of whom one receives
// nothing for a while. Whether it has room or not is the test's choice.
#include <memory>
#include <string>
#include <vector>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "chapters/exercise/caller.hpp"
#include "chapters/exercise/check.hpp"

using looplab::chapter::channel;

void broker(channel<int>& published,
            const std::vector<channel<int>*>& subscribers);

namespace looplab::exercise {

namespace {

constexpr int END = -1;  // received from a channel that is closed and empty

constexpr property everybody{"everybody",
                             "give each message to each, in their order"};
constexpr property sleeps_meanwhile{"sleeps",
                                    "sleep while nothing is published"};
constexpr property closes{"closes", "close their channels when no more comes"};
constexpr property loses_nothing{
    "loses-nothing", "wait for a subscriber that has no room", "M25"};

using receiver = caller<int>;
using sender = caller<bool>;

// Two subscribers, and a broker on a thread of its own.
struct scene {
  explicit scene(std::size_t room)
      : fast("fast", 8), slow("slow", room), at_work("broker", [this] {
          broker(published, {&fast, &slow});
          return true;
        }) {}

  // The next message of this subscriber, for whom one should be there.
  int next(channel<int>& from, const char* who) {
    waiting.push_back(std::make_unique<receiver>(
        who, [&from] { return from.receive().value_or(END); }));
    expect(waiting.back()->returns(),
           std::string(who) + " waits for a message, and sleeps");
    return waiting.back()->result();
  }

  bool publish(int message) {
    senders.push_back(std::make_unique<sender>(
        "publisher", [this, message] { return published.send(message); }));
    return senders.back()->returns() && senders.back()->result();
  }

  channel<int> published{"published", 8};
  channel<int> fast, slow;
  std::vector<std::unique_ptr<receiver>> waiting{};
  std::vector<std::unique_ptr<sender>> senders{};
  sender at_work;
};

void expect_next(scene& stage, channel<int>& from, const char* who,
                 int wanted) {
  const int got = stage.next(from, who);
  const auto said = [](int what) {
    return what == END ? "the end" : "message " + std::to_string(what);
  };
  expect(got == wanted, std::string(who) + " received " + said(got) +
                            " in place of " + said(wanted));
}

void try_messages() {
  trying(everybody);
  scene stage(8);
  for (int message = 1; message <= 3; ++message) {
    expect(stage.publish(message),
           "message " + std::to_string(message) + " could not be published");
    expect_next(stage, stage.fast, "the fast one", message);
    expect_next(stage, stage.slow, "the slow one", message);
  }
  stage.at_work.sleeps();
  trying(sleeps_meanwhile);
  expect(stage.at_work.sleeps() && !stage.at_work.returned(),
         "nothing was published, and it did not sleep");
  expect_sleep();
  trying(closes);
  stage.published.close();
  expect_next(stage, stage.fast, "the fast one", END);
  expect_next(stage, stage.slow, "the slow one", END);
  expect(stage.at_work.returns(), "no more is published, and it goes on");
}

void try_slow_one() {
  trying(loses_nothing);
  scene stage(1);
  for (int message = 1; message <= 4; ++message) {
    stage.publish(message);
  }
  stage.published.close();
  stage.at_work.sleeps();
  for (const int message : {1, 2, 3, 4, END}) {
    expect_next(stage, stage.slow, "the slow one", message);
    expect_next(stage, stage.fast, "the fast one", message);
  }
}

}  // namespace

void test() {
  try_messages();
  try_slow_one();
}

}  // namespace looplab::exercise
