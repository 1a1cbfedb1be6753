// SPDX-License-Identifier: BSL-1.0
//
// What is asked, and when: the mix of routes by seed, the schedule by a clock
// that the test sets.
#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

#include "demos/load/ring.hpp"
#include "demos/load/route_mix.hpp"
#include "demos/load/schedule.hpp"

namespace looplab::load {
namespace {

using std::chrono::milliseconds;

const common::time_point START{std::chrono::hours(1)};

TEST(load_schedule, starts_at_once_and_then_at_its_rate) {
  schedule times(START, 1000, 3);
  EXPECT_FALSE(times.due(START - milliseconds(1)));
  EXPECT_TRUE(times.due(START));
  EXPECT_EQ(times.take(), START);
  EXPECT_FALSE(times.due(START));
  EXPECT_EQ(times.next(), START + milliseconds(1));
  EXPECT_EQ(times.take(), START + milliseconds(1));
  EXPECT_EQ(times.take(), START + milliseconds(2));
  EXPECT_TRUE(times.exhausted());
  EXPECT_FALSE(times.due(START + std::chrono::hours(1)));
  EXPECT_EQ(times.next(), common::NEVER);
}

TEST(load_schedule, keeps_the_intended_start_of_what_comes_late) {
  schedule times(START, 100, 1000);
  times.take();
  const common::time_point late = START + milliseconds(500);
  EXPECT_EQ(times.overdue(late), 50U);
  EXPECT_EQ(times.take(), START + milliseconds(10));
  EXPECT_EQ(times.overdue(late), 49U);
  EXPECT_EQ(times.overdue(START), 0U);
  EXPECT_EQ(times.overdue(START + std::chrono::hours(1)), 998U);
}

TEST(load_schedule, does_not_drift) {
  schedule times(START, 3, 3'000'001);
  for (int i = 0; i < 3'000'000; ++i) {
    times.take();
  }
  EXPECT_EQ(times.take(), START + std::chrono::seconds(1'000'000));
}

TEST(load_route_mix, is_the_same_for_a_seed_and_another_for_another) {
  const std::vector<route> routes{{"/a", 1}, {"/b", 1}};
  route_mix one(routes, 7);
  route_mix same(routes, 7);
  route_mix other(routes, 8);
  int differences = 0;
  for (int i = 0; i < 100; ++i) {
    const std::size_t next = one.next();
    EXPECT_EQ(next, same.next());
    differences += next != other.next();
  }
  EXPECT_GT(differences, 0);
}

TEST(load_route_mix, asks_by_weight) {
  route_mix mix({{"/a", 1}, {"/b", 3}, {"/c", 6}}, 1);
  std::array<int, 3> asked{};
  for (int i = 0; i < 100'000; ++i) {
    ++asked.at(mix.next());
  }
  EXPECT_NEAR(asked[0], 10'000, 500);
  EXPECT_NEAR(asked[1], 30'000, 1000);
  EXPECT_NEAR(asked[2], 60'000, 1000);
}

TEST(load_route_mix, reads_routes) {
  EXPECT_EQ(parse_route("/hello").target, "/hello");
  EXPECT_EQ(parse_route("/hello").weight, 1U);
  EXPECT_EQ(parse_route("/quote?symbol=ABC:12").target, "/quote?symbol=ABC");
  EXPECT_EQ(parse_route("/quote?symbol=ABC:12").weight, 12U);
  for (const char* bad : {"", "hello", "/hello:", "/hello:0", "/hello:x",
                          "/hello:-1", "/a b", "/a\r\nX: y", ":3"}) {
    EXPECT_THROW(parse_route(bad), std::invalid_argument) << bad;
  }
}

TEST(load_ring, gives_back_in_order_round_and_round) {
  ring<int> places(3);
  int next = 0;
  for (int i = 0; i < 10; ++i) {
    while (!places.full()) {
      places.push(next++);
    }
    const int oldest = next - 3;
    EXPECT_EQ(places.pop(), oldest);
    EXPECT_EQ(places.pop(), oldest + 1);
    EXPECT_EQ(places.size(), 1U);
  }
  places.clear();
  EXPECT_TRUE(places.empty());
}

}  // namespace
}  // namespace looplab::load
