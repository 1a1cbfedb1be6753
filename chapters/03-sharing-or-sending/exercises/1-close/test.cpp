// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 03.1: a channel that is closed while values lie in it,
// while receivers sleep at it, and while senders do. Each call that may sleep
// is made by a thread of its own, so that the test sees who never comes back.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chapters/exercise/caller.hpp"
#include "chapters/exercise/check.hpp"

struct channel {
  virtual ~channel() = default;
  virtual bool send(int value) = 0;
  virtual std::optional<int> receive() = 0;
  virtual void close() = 0;
};

std::unique_ptr<channel> make_channel(std::size_t room);

namespace looplab::exercise {

namespace {

constexpr property keeps_the_buffer{
    "keeps-the-buffer", "hand out what lay in it when it was closed"};
constexpr property says_the_end{"says-the-end",
                                "say after that that there is no more"};
constexpr property refuses{"refuses",
                           "refuse what is sent after it was closed"};
constexpr property wakes_receivers{"wakes-receivers",
                                   "wake all who sleep in receive"};
constexpr property wakes_senders{"wakes-senders",
                                 "send away all who wait for room"};
constexpr property closes_twice{"closes-twice",
                                "do nothing when it is closed once more"};
constexpr property sleeps_at_it{"sleeps",
                                "sleep until there is something to do"};

// Not one of those that are sent.
constexpr int none = -1000;

std::string shown(const std::vector<int>& values) {
  std::string out;
  for (const int value : values) {
    out += (out.empty() ? "" : ", ") +
           (value == none ? "nothing" : std::to_string(value));
  }
  return out;
}

using receiver = caller<int>;
using sender = caller<bool>;

std::unique_ptr<receiver> receiver_at(channel& from, int number) {
  return std::make_unique<receiver>(
      "receiver " + std::to_string(number),
      [&from] { return from.receive().value_or(none); });
}

std::unique_ptr<sender> sender_at(channel& to, int number, int value) {
  return std::make_unique<sender>("sender " + std::to_string(number),
                                  [&to, value] { return to.send(value); });
}

// What is received next; the program ends here if nothing ever is.
int next(channel& from, const std::string& when) {
  const auto one = receiver_at(from, 1);
  expect(one->returns(), when + ", and receive did not return");
  return one->result();
}

void try_buffer() {
  trying(keeps_the_buffer);
  const auto line = make_channel(4);
  const std::vector<int> sent = {7, 0, -1};
  for (const int value : sent) {
    line->send(value);
  }
  line->close();
  std::vector<int> got;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    got.push_back(next(*line, "a value lay in the closed channel"));
  }
  expect(got == sent, shown(sent) + " lay in it when it was closed, and " +
                          shown(got) + " was received");
  trying(says_the_end);
  for (int i = 0; i < 2; ++i) {
    const int last = next(*line, "the channel was closed and empty");
    expect(last == none, "3 values were sent and received, and then came " +
                             std::to_string(last));
  }
}

void try_refusing() {
  trying(refuses);
  const auto line = make_channel(4);
  line->send(1);
  line->close();
  const auto late = sender_at(*line, 1, 2);
  expect(late->returns(), "it was closed, and send did not return");
  expect(!late->result(), "it was closed, and send said that 2 was sent");
  std::vector<int> got = {next(*line, "it was closed with a value in it"),
                          next(*line, "the channel was closed and empty")};
  expect(got[1] == none,
         "2 was sent after it was closed; received: " + shown(got));
}

void try_sleeping_receivers() {
  trying(wakes_receivers);
  const auto line = make_channel(1);
  std::vector<std::unique_ptr<receiver>> all;
  for (int i = 1; i <= 3; ++i) {
    all.push_back(receiver_at(*line, i));
    all.back()->sleeps();
  }
  line->close();
  for (const auto& one : all) {
    const bool woken = one->returns();
    std::size_t left = 0;
    for (const auto& each : all) {
      left += each->returned() ? 0 : 1;
    }
    expect(woken, "3 slept in receive when it was closed, and " +
                      std::to_string(left) + " of them sleep on");
    expect(one->result() == none,
           "nothing was sent, and a receiver was given " +
               std::to_string(one->result()));
  }
}

void try_sleeping_senders() {
  trying(wakes_senders);
  const auto line = make_channel(1);
  line->send(1);
  std::vector<std::unique_ptr<sender>> all;
  for (int i = 1; i <= 3; ++i) {
    all.push_back(sender_at(*line, i, 10 + i));
    expect(all.back()->sleeps() && !all.back()->returned(),
           "one value lay in a channel with room for one, and the next sender "
           "did not sleep");
  }
  line->close();
  for (const auto& one : all) {
    expect(one->returns(),
           "a sender waited for room when it was closed, and sleeps on");
    expect(!one->result(),
           "there was no room before it was closed, and a sender was told that "
           "its value was sent");
  }
  std::vector<int> got = {next(*line, "it was closed with a value in it"),
                          next(*line, "the channel was closed and empty")};
  expect(got == std::vector<int>({1, none}),
         "1 lay in it, and those who waited with 11, 12, 13 were sent away; "
         "received: " +
             shown(got));
}

void try_closing_twice() {
  trying(closes_twice);
  const auto line = make_channel(2);
  line->send(1);
  line->close();
  line->close();
  std::vector<int> got = {next(*line, "it was closed twice"),
                          next(*line, "it was closed twice, and empty")};
  line->close();
  got.push_back(next(*line, "it was closed three times, and empty"));
  expect(got == std::vector<int>({1, none, none}),
         "1 lay in it when it was closed twice; received: " + shown(got));
}

void try_sleep() {
  trying(sleeps_at_it);
  const auto line = make_channel(1);
  const auto waiting = receiver_at(*line, 1);
  expect(waiting->sleeps(),
         "there was nothing to receive, and the thread was not asleep");
  expect_sleep();
  line->send(1);
  expect(waiting->returns() && waiting->result() == 1,
         "a value was sent, and the receiver that slept did not get it");
  line->close();
}

}  // namespace

void test() {
  try_buffer();
  try_refusing();
  try_sleeping_receivers();
  try_sleeping_senders();
  try_closing_twice();
  try_sleep();
}

}  // namespace looplab::exercise
