// SPDX-License-Identifier: BSL-1.0
//
// Which lanes a line of words admits.
#include "visualizer/model/lane_filter.hpp"

#include <gtest/gtest.h>

namespace looplab::tests {
namespace {

using model::lane_filter;
using model::task_state;
using trace::wait_why;

model::task lane(std::string name, task_state state,
                 wait_why why = wait_why::none) {
  model::task out;
  out.name = std::move(name);
  out.state = state;
  out.why = why;
  return out;
}

const model::task reader = lane("Client 2", task_state::waits_io, wait_why::io);
const model::task master =
    lane("master", task_state::waits_io, wait_why::signal);
const model::task locked =
    lane("client 3", task_state::waits_lock, wait_why::lock);
const model::task joining =
    lane("main", task_state::waits_lock, wait_why::join);
const model::task ready = lane("ticker", task_state::ready);

TEST(LaneFilter, WithoutWordsAdmitsAll) {
  EXPECT_TRUE(lane_filter("").empty());
  EXPECT_TRUE(lane_filter("   ").empty());
  EXPECT_TRUE(lane_filter("").admits(ready));
}

TEST(LaneFilter, FindsPartsOfNamesWhateverTheCapitals) {
  EXPECT_TRUE(lane_filter("client").admits(reader));
  EXPECT_TRUE(lane_filter("LIEN").admits(locked));
  EXPECT_FALSE(lane_filter("client").admits(ready));
}

TEST(LaneFilter, KnowsStatesAndReasons) {
  EXPECT_TRUE(lane_filter("state:ready").admits(ready));
  EXPECT_FALSE(lane_filter("state:ready").admits(reader));
  EXPECT_TRUE(lane_filter("state:waits").admits(joining));
  EXPECT_TRUE(lane_filter("waits:lock").admits(locked));
  EXPECT_FALSE(lane_filter("waits:lock").admits(joining));
  EXPECT_TRUE(lane_filter("waits:join").admits(joining));
  EXPECT_TRUE(lane_filter("waits:io").admits(reader));
  EXPECT_TRUE(lane_filter("waits:signal").admits(master));
  EXPECT_FALSE(lane_filter("waits:io").admits(master));
  EXPECT_FALSE(lane_filter("waits:").admits(ready));
}

TEST(LaneFilter, AsksForEveryWord) {
  EXPECT_TRUE(lane_filter("client waits:lock").admits(locked));
  EXPECT_FALSE(lane_filter("client waits:lock").admits(reader));
}

TEST(LaneFilter, AdmitsWhatAWordCouldBecomeWhileItIsTyped) {
  for (const char* half : {"w", "wa", "waits:", "waits:l", "waits:loc"}) {
    EXPECT_EQ(lane_filter(half).unknown(), "") << half;
  }
  EXPECT_TRUE(lane_filter("waits:l").admits(locked));
  EXPECT_TRUE(lane_filter("state:r").admits(ready));
}

TEST(LaneFilter, SaysWhichWordNoLaneCanEverBe) {
  EXPECT_EQ(lane_filter("client state:asleep").unknown(), "state:asleep");
  EXPECT_EQ(lane_filter("waits:mutex").unknown(), "waits:mutex");
}

}  // namespace
}  // namespace looplab::tests
