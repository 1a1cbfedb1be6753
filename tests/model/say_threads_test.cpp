// SPDX-License-Identifier: BSL-1.0
//
// What is said of a thread without a loop.
// Word for word: these sentences are what a student reads.
#include <gtest/gtest.h>

#include "tests/model/saying.hpp"

namespace looplab::tests {
namespace {

INSTANTIATE_TEST_SUITE_P(
    Threads, OnThread,
    testing::Values(
        saying{"Run", [](log_builder& log) { log.run(thread(4711)); },
               "main runs.", "Next: its code, until it has to wait."},
        saying{"StopIo",
               [](log_builder& log) {
                 log.stop(thread(4711), wait_why::io, fd(6));
               },
               "main waits for fd 6, so the whole thread sleeps.",
               "It uses no CPU, but it can do nothing else meanwhile."},
        saying{"RunAgain",
               [](log_builder& log) {
                 log.stop(thread(4711), wait_why::io, fd(6))
                     .after_ms(41)
                     .run(thread(4711), fd(6));
               },
               "main runs again: its wait for fd 6 is over.",
               "It waited 41 ms. Next: the call returns."},
        saying{"StopSleep",
               [](log_builder& log) {
                 log.stop(thread(4711), wait_why::sleep, 0, 5'000'000);
               },
               "main sleeps 5 ms, so the whole thread sleeps.",
               "It uses no CPU, but it can do nothing else meanwhile."},
        saying{"StopLock",
               [](log_builder& log) {
                 log.stop(thread(4711), wait_why::lock, 0x60000001);
               },
               "main wants lock 1, so the whole thread sleeps.",
               "It uses no CPU, but it can do nothing else meanwhile."},
        saying{
            "StopYield",
            [](log_builder& log) { log.stop(thread(4711), wait_why::yield); },
            "main lets the others go first.", ""},
        saying{"StopFinished",
               [](log_builder& log) {
                 log.stop(thread(4711), wait_why::finished);
               },
               "main has finished.", ""},
        saying{"StopJoin",
               [](log_builder& log) {
                 log.stop(thread(4711), wait_why::join, thread(4712));
               },
               "main waits until thread 4712 ends, so the whole thread sleeps.",
               "It uses no CPU, but it can do nothing else meanwhile."},
        saying{"Wake", [](log_builder& log) { log.wake(thread(4712)); },
               "main wakes thread 4712, so the kernel may run it again.", ""},
        saying{"PollOfOne",
               [](log_builder& log) { log.poll_begin(thread(4711), 100); },
               "main asks the kernel what is ready, and sleeps if nothing is.",
               "Asleep for 100 ms at most, at 0 % CPU."},
        saying{"PollOfOneTimeUp",
               [](log_builder& log) {
                 log.poll_begin(thread(4711), 8)
                     .after_ms(8)
                     .poll_end(thread(4711), 0);
               },
               "main wakes after 8 ms: nothing is ready, its time was up.", ""},
        saying{"PollOfOneWithoutWaiting",
               [](log_builder& log) {
                 log.poll_begin(thread(4711), 0).poll_end(thread(4711), 0);
               },
               "main is told at once: nothing is ready.",
               "It did not wait at all."},
        saying{"End", [](log_builder& log) { log.end(thread(4711)); },
               "main ends, so the kernel takes its stack back.",
               "Its lane stays a while, so that the end can be seen."}),
    name_of);

}  // namespace
}  // namespace looplab::tests
