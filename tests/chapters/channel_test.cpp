// SPDX-License-Identifier: BSL-1.0
//
// What chapter 03's channel promises: who waits, who is let go, and that no
// value is lost, doubled or left lying while somebody waits for it.
#include "chapters/03-sharing-or-sending/channel.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/patience.hpp"

namespace looplab::chapter {
namespace {

using common::NEVER;
using common::steady;
using support::eventually;

constexpr std::chrono::milliseconds SHORT(20);

TEST(channel, values_come_in_the_order_in_which_they_were_sent) {
  channel<int> numbers("numbers", 3);
  for (int i : {1, 2, 3}) {
    EXPECT_TRUE(numbers.send(i));
  }
  for (int i : {1, 2, 3}) {
    EXPECT_EQ(numbers.receive(), i);
  }
}

TEST(channel, without_room_send_returns_when_the_value_is_received) {
  channel<int> numbers("numbers");
  std::atomic<bool> returned = false;
  std::jthread sender([&] {
    EXPECT_TRUE(numbers.send(1));
    returned = true;
  });
  EXPECT_EQ(numbers.receive(), 1);
  EXPECT_TRUE(eventually([&] { return returned.load(); }));
}

TEST(channel, a_sender_waits_as_long_as_nobody_receives) {
  channel<int> numbers("numbers", 2);
  std::atomic<int> returned = 0;
  std::jthread sender([&] {
    for (int i = 1; i <= 5; ++i) {
      numbers.send(i);
      returned = i;
    }
  });
  EXPECT_TRUE(eventually([&] { return returned == 2; }));
  for (int i = 1; i <= 3; ++i) {
    EXPECT_LE(returned, 1 + i) << "two have room, and one for each received";
    EXPECT_EQ(numbers.receive(), i);
    EXPECT_TRUE(eventually([&] { return returned == 2 + i; }));
  }
}

TEST(channel, those_who_try_are_told_that_there_is_no_room) {
  channel<std::unique_ptr<int>> numbers("numbers", 1);
  auto first = std::make_unique<int>(1);
  auto second = std::make_unique<int>(2);
  EXPECT_TRUE(numbers.try_send(first));
  EXPECT_FALSE(numbers.try_send(second));
  ASSERT_NE(second, nullptr) << "what was not sent is still there";
  EXPECT_EQ(**numbers.receive(), 1);
  EXPECT_TRUE(numbers.try_send(second));
}

TEST(channel, close_keeps_what_is_buffered) {
  channel<int> numbers("numbers", 3);
  for (int i : {1, 2, 3}) {
    numbers.send(i);
  }
  numbers.close();
  EXPECT_FALSE(numbers.send(4));
  for (int i : {1, 2, 3}) {
    EXPECT_EQ(numbers.receive(), i);
  }
  EXPECT_EQ(numbers.receive(), std::nullopt);
}

TEST(channel, close_sends_those_away_who_wait_for_room) {
  channel<int> numbers("numbers", 1);
  numbers.send(1);
  std::vector<std::future<bool>> waiting;
  for (int i = 2; i <= 4; ++i) {
    waiting.push_back(
        std::async(std::launch::async, [&, i] { return numbers.send(i); }));
  }
  numbers.close();
  for (auto& each : waiting) {
    EXPECT_FALSE(each.get());
  }
  EXPECT_EQ(numbers.receive(), 1);
  EXPECT_EQ(numbers.receive(), std::nullopt) << "they have their values back";
}

TEST(channel, close_wakes_all_who_wait_for_a_value) {
  channel<int> numbers("numbers");
  std::vector<std::future<std::optional<int>>> waiting(4);
  for (auto& each : waiting) {
    each = std::async(std::launch::async, [&] { return numbers.receive(); });
  }
  numbers.close();
  for (auto& each : waiting) {
    EXPECT_EQ(each.get(), std::nullopt);
  }
}

TEST(select, says_which_channel_and_what) {
  channel<int> numbers("numbers", 1);
  channel<std::string> words("words", 1);
  words.send("one");
  auto got = select(NEVER, numbers, words);
  ASSERT_EQ(got.index(), 2);
  EXPECT_EQ(std::get<2>(got), "one");
  numbers.send(2);
  got = select(NEVER, numbers, words);
  ASSERT_EQ(got.index(), 1);
  EXPECT_EQ(std::get<1>(got), 2);
}

TEST(select, gives_up_at_its_deadline_and_leaves_nothing_behind) {
  channel<int> numbers("numbers"), others("others");
  const auto began = steady::now();
  EXPECT_EQ(select(began + SHORT, numbers, others).index(), 0);
  EXPECT_GE(steady::now() - began, SHORT);
  auto value = std::async(std::launch::async, [&] { return others.receive(); });
  EXPECT_TRUE(others.send(1));
  EXPECT_EQ(value.get(), 1);
}

TEST(select, looks_once_when_its_deadline_has_passed) {
  channel<int> numbers("numbers", 1);
  EXPECT_EQ(select(steady::now(), numbers).index(), 0);
  numbers.send(1);
  EXPECT_EQ(select(steady::now(), numbers).index(), 1);
}

TEST(select, is_told_of_a_closed_channel) {
  channel<int> numbers("numbers"), others("others");
  std::jthread closer([&] { others.close(); });
  const auto got = select(NEVER, numbers, others);
  ASSERT_EQ(got.index(), 2);
  EXPECT_EQ(std::get<2>(got), std::nullopt);
}

TEST(select, forgets_no_channel_that_has_something) {
  channel<int> left("left", 100), middle("middle", 100), right("right", 100);
  for (int i = 0; i < 100; ++i) {
    left.send(i);
    middle.send(i);
    right.send(i);
  }
  std::vector<int> taken(4);
  for (int i = 0; i < 90; ++i) {
    ++taken[select(NEVER, left, middle, right).index()];
  }
  EXPECT_EQ(taken, (std::vector<int>{0, 30, 30, 30}));
}

// A thread that is woken for one channel and takes from another must pass the
// news on; else a value lies there, and somebody sleeps beside it.
TEST(select, nobody_sleeps_beside_a_value) {
  constexpr int ROUNDS = 2000;
  for (int i = 0; i < ROUNDS; ++i) {
    channel<int> left("left", 1), right("right", 1);
    auto both = std::async(std::launch::async,
                           [&] { return select(NEVER, left, right).index(); });
    auto one = std::async(std::launch::async, [&] { return left.receive(); });
    right.send(1);
    left.send(2);
    if (both.get() == 1) {
      left.send(3);
    }
    ASSERT_TRUE(one.get());
  }
}

// Each value is received once, however many send, receive and select.
TEST(channel, many_threads_lose_and_double_nothing) {
  constexpr int EACH = 2000, SENDERS = 4;
  for (std::size_t room : {0, 1, 7}) {
    channel<int> left("left", room), right("right", room);
    std::atomic<long> sum = 0, count = 0;
    auto add = [&](const std::optional<int>& value) {
      sum += *value;
      ++count;
    };
    {
      std::vector<std::jthread> receivers;
      for (int i = 0; i < 2; ++i) {
        receivers.emplace_back([&] {
          while (auto value = left.receive()) {
            add(value);
          }
        });
        receivers.emplace_back([&] {
          for (;;) {
            auto got = select(NEVER, left, right);
            auto& value =
                got.index() == 1 ? std::get<1>(got) : std::get<2>(got);
            if (!value) {
              break;
            }
            add(value);
          }
          while (auto value = right.receive()) {
            add(value);
          }
        });
      }
      std::vector<std::jthread> senders;
      for (int s = 0; s < SENDERS; ++s) {
        senders.emplace_back([&, s] {
          for (int i = 1; i <= EACH; ++i) {
            (s % 2 ? left : right).send(i);
          }
        });
      }
      senders.clear();  // joins them
      left.close();
      right.close();
    }
    EXPECT_EQ(count, SENDERS * EACH) << "room " << room;
    EXPECT_EQ(sum, SENDERS * (EACH * (EACH + 1L) / 2)) << "room " << room;
  }
}

}  // namespace
}  // namespace looplab::chapter
