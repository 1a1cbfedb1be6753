// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 05.2: work and alarms that come when the test says so,
// and that count how often they were asked to stop.
#include <memory>
#include <stdexcept>
#include <string>

#include "chapters/05-futures/deferred.hpp"
#include "chapters/exercise/check.hpp"

using looplab::chapter::cancelled;
using looplab::chapter::deferred;
using looplab::chapter::nothing;

deferred<int> limited(const deferred<int>& work,
                      const deferred<nothing>& alarm);

namespace looplab::exercise {

namespace {

constexpr property in_time{"in-time", "hand on the value that came in time"};
constexpr property other_errors{"other-errors",
                                "hand on the work's own error as it is"};
constexpr property stops_alarm{"stops-alarm",
                               "cancel the alarm when the work has come"};
constexpr property cancels_work{
    "cancels-work", "cancel the work when the alarm comes first", "M16"};
constexpr property too_late{"too-late",
                            "end with \"too late\" when the alarm came first"};
constexpr property late_value{
    "late-value", "hand on a value that was there when it was cancelled"};
constexpr property own_cancel{
    "own-cancel", "end with `cancelled` when somebody else cancels it"};
constexpr property lets_go{"lets-go",
                           "keep nothing alive that nobody works for"};

enum class asked_to_stop { stops, is_done_already };

// Work, its alarm, and what has come of the two.
struct scene {
  explicit scene(asked_to_stop then = asked_to_stop::stops) {
    work = deferred<int>([this, then] {
      ++work_stopped;
      if (then == asked_to_stop::stops) {
        work.errback(std::make_exception_ptr(cancelled()));
      }
    });
    alarm = deferred<nothing>([this] {
      ++alarm_stopped;
      alarm.errback(std::make_exception_ptr(cancelled()));
    });
    whole = limited(work, alarm);
    whole
        .add_callback(
            [this](int came) { result = "the value " + std::to_string(came); })
        .add_errback([this](const std::exception& why) {
          result = std::string("the error ") + why.what();
        });
  }

  deferred<int> work{};
  deferred<nothing> alarm{};
  deferred<int> whole{};
  int work_stopped = 0;
  int alarm_stopped = 0;
  std::string result = "nothing";
};

void try_in_time() {
  trying(in_time);
  scene quick;
  quick.work.callback(7);
  expect(quick.result == "the value 7",
         "the work came first, with 7; the result is " + quick.result);
  trying(stops_alarm);
  expect(quick.alarm_stopped == 1,
         "the work has come, and the alarm was cancelled " +
             std::to_string(quick.alarm_stopped) + " times");
  trying(other_errors);
  scene refused;
  refused.work.errback(std::make_exception_ptr(std::logic_error("refused")));
  expect(refused.result == "the error refused",
         "the work was refused; the result is " + refused.result);
}

void try_too_late() {
  trying(cancels_work);
  scene slow;
  slow.alarm.callback({});
  expect(slow.work_stopped == 1, "the alarm came, and the work was cancelled " +
                                     std::to_string(slow.work_stopped) +
                                     " times");
  trying(too_late);
  expect(slow.result == "the error too late",
         "the alarm came first; the result is " + slow.result);
  trying(late_value);
  scene done(asked_to_stop::is_done_already);
  done.alarm.callback({});
  done.work.callback(7);
  expect(
      done.result == "the value 7",
      "the work was done when it was cancelled; the result is " + done.result);
}

}  // namespace

void test() {
  try_in_time();
  try_too_late();
  trying(own_cancel);
  scene stopped;
  stopped.whole.cancel();
  expect(stopped.result == "the error cancelled",
         "somebody cancelled the whole; the result is " + stopped.result);
  trying(lets_go);
  auto thing = std::make_shared<int>();
  const std::weak_ptr<int> there = thing;
  limited({}, {}).add_callback([thing](int) {});
  thing.reset();
  expect(there.expired(),
         "nobody worked for it any more, and its callback was still there");
}

}  // namespace looplab::exercise
