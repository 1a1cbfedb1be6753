// SPDX-License-Identifier: BSL-1.0
//
// What is said of loops, notes, the gate and gaps.
// Word for word: these sentences are what a student reads.
#include <cerrno>

#include <gtest/gtest.h>

#include "tests/model/saying.hpp"

namespace looplab::tests {
namespace {

/// fd 9 is a ring from now on, and the loop of this thread waits there.
log_builder& ring(log_builder& log) {
  return log.open(9, "io_uring").name(fd(9), "ring");
}

INSTANTIATE_TEST_SUITE_P(
    Loops, OnLoop,
    testing::Values(
        saying{"PollBegin", [](log_builder& log) { log.poll_begin(fd(4)); },
               "The loop asks fd 4 what is ready, and sleeps if nothing is.",
               "Asleep until something happens, at 0 % CPU."},
        saying{"PollBeginLimited",
               [](log_builder& log) { log.poll_begin(fd(4), 37); },
               "The loop asks fd 4 what is ready, and sleeps if nothing is.",
               "Asleep for 37 ms at most, at 0 % CPU."},
        saying{"PollBeginWithoutWaiting",
               [](log_builder& log) { log.poll_begin(fd(4), 0); },
               "The loop asks fd 4 what is ready, without waiting.",
               "Next: the answer, at once."},
        saying{"PollEnd",
               [](log_builder& log) {
                 log.poll_begin(fd(4)).after_ms(8).poll_end(fd(4), 2);
               },
               "The loop wakes after 8 ms: 2 descriptors are ready, so turn 2 "
               "begins.",
               "Next: it looks which."},
        saying{"PollEndTimeUp",
               [](log_builder& log) {
                 log.poll_begin(fd(4), 8).after_ms(8).poll_end(fd(4), 0);
               },
               "The loop wakes after 8 ms: nothing is ready, its time was up.",
               "So turn 2 begins. Next: it looks at its timers."},
        saying{"PollEndWithoutWaiting",
               [](log_builder& log) {
                 log.poll_begin(fd(4), 0).poll_end(fd(4), 0);
               },
               "The loop is told at once: nothing is ready, so turn 2 begins.",
               "It did not wait at all. Next: it looks at its timers."},
        saying{"PollEndWithoutWaitingReady",
               [](log_builder& log) {
                 log.poll_begin(fd(4), 0).poll_end(fd(4), 1);
               },
               "The loop is told at once: 1 descriptor is ready, so turn 2 "
               "begins.",
               "Next: it looks which."},
        saying{"PollEndOfAnEndlessWait",
               [](log_builder& log) {
                 log.poll_begin(fd(4)).after_ms(8).poll_end(fd(4), 0);
               },
               "The loop wakes after 8 ms: nothing is ready, so turn 2 begins.",
               "Next: it looks at its timers."},
        saying{"PollEndWhoseBeginWasLost",
               [](log_builder& log) {
                 log.poll_begin(fd(4), 0).gap(1).poll_end(fd(4), 0);
               },
               "The loop wakes: nothing is ready, so turn 2 begins.",
               "Next: it looks at its timers."},
        saying{"PollEndInterrupted",
               [](log_builder& log) {
                 log.poll_begin(fd(4)).poll_end(fd(4), -EINTR);
               },
               "The loop wakes after 10 us: EINTR, interrupted by a signal.",
               "So turn 2 begins. Next: it looks what the signal was about and "
               "asks again."},
        saying{
            "PollEndFailed",
            [](log_builder& log) {
              log.poll_begin(fd(4)).poll_end(fd(4), -EBADF);
            },
            "The loop wakes after 10 us: EBADF, no such descriptor, so turn 2 "
            "begins.",
            ""},
        saying{"RingBegin",
               [](log_builder& log) { ring(log).poll_begin(fd(9)); },
               "The loop hands over what was begun, and sleeps if nothing is "
               "done.",
               "Asleep until something happens, at 0 % CPU."},
        saying{"RingBeginLimited",
               [](log_builder& log) { ring(log).poll_begin(fd(9), 37); },
               "The loop hands over what was begun, and sleeps if nothing is "
               "done.",
               "Asleep for 37 ms at most, at 0 % CPU."},
        saying{"RingEnd",
               [](log_builder& log) {
                 ring(log).poll_begin(fd(9)).after_ms(8).poll_end(fd(9), 2);
               },
               "The loop wakes after 8 ms: 2 operations are done, so turn 1 "
               "begins.",
               "Next: it looks which."},
        saying{"RingEndOfOne",
               [](log_builder& log) {
                 ring(log).poll_begin(fd(9)).after_ms(8).poll_end(fd(9), 1);
               },
               "The loop wakes after 8 ms: 1 operation is done, so turn 1 "
               "begins.",
               "Next: it looks which."},
        saying{"RingEndTimeUp",
               [](log_builder& log) {
                 ring(log).poll_begin(fd(9), 8).after_ms(8).poll_end(fd(9), 0);
               },
               "The loop wakes after 8 ms: nothing is done, its time was up.",
               "So turn 1 begins. Next: it looks at its timers."},
        saying{"ReadyByToken",
               [](log_builder& log) {
                 log.ready(0, trace::readable, fd(4), 0xabc);
               },
               "The kernel says that fd 7 (client 2) is readable.",
               "So a read will not have to wait. Nothing has moved yet: ready "
               "is not read."},
        saying{"ReadyForATask",
               [](log_builder& log) {
                 log.run(2)
                     .stop(2, wait_why::io, fd(7))
                     .ready(fd(7), trace::readable, fd(4));
               },
               "The kernel says that fd 7 (client 2) is readable.",
               "Ready is not read: nothing has moved. Next: client 2 gets in "
               "line."},
        saying{
            "ReadyToWrite",
            [](log_builder& log) { log.ready(fd(7), trace::writable, fd(4)); },
            "The kernel says that fd 7 (client 2) is writable.",
            "So a write will not have to wait."},
        saying{"ReadyFailed",
               [](log_builder& log) { log.ready(fd(7), trace::failed, fd(4)); },
               "The kernel says that fd 7 (client 2) is in error.",
               "So the next call on it will say why."},
        saying{"ReadyByUnknownToken",
               [](log_builder& log) {
                 log.ready(0, trace::readable, fd(4), 0x999);
               },
               "The kernel says that token 0x999 is readable.",
               "Which descriptor that is was said before we watched."},
        saying{"Value", [](log_builder& log) { log.value(5, "depth", 3); },
               "client 4: depth is 3 now.", ""},
        saying{"NoteName",
               [](log_builder& log) { log.name(fd(9), "upstream"); },
               "fd 9 is called \"upstream\" from now on.",
               "The program gave it this name."},
        saying{"NoteNameOfALock",
               [](log_builder& log) { log.name(0x60000003, "jobs"); },
               "lock 3 is called \"jobs\" from now on.",
               "The program gave it this name."},
        saying{"NoteNameOfTheRunningTask",
               [](log_builder& log) { log.run(2).name(2, "reader 12"); },
               "This task is called \"reader 12\" from now on.",
               "The program gave it this name."},
        saying{"NoteNameWithANumberThatStays",
               [](log_builder& log) {
                 log.name(fd(9), "connection of somebody 4012");
               },
               "fd 9 is called \"connection of some… 4012\" from now on.",
               "The program gave it this name."},
        saying{"TimerOfNobody",
               [](log_builder& log) { log.arm(30, 0, 5'000'000); },
               "timer 30 is set: it is due in 5 ms.",
               "No thread waits for it: the loop sleeps no longer than that."},
        saying{"TimerSetTooLate", [](log_builder& log) { log.arm(30, 2, -1); },
               "A timer of client 2 is set: it is due already.",
               "No thread waits for it: the loop sleeps no longer than that."},
        saying{"TimerOffForALongReason",
               [](log_builder& log) {
                 log.task(6, "connection of somebody").arm(30, 6, 5'000'000);
                 log.done(30, verb::arm, -EMFILE);
               },
               "The timer of connection of som… is off: EMFILE.",
               "EMFILE: no descriptor is free in this process."},
        saying{"RunOfOneThatHasEnded",
               [](log_builder& log) { log.end(2).run(2); },
               "client 2 is said to run, but it has ended.", ""},
        saying{"WakeOfOneThatHasEnded",
               [](log_builder& log) { log.end(2).wake(2, fd(7)); },
               "client 2 is said to be ready, but it has ended.", ""},
        saying{"NoteText", [](log_builder& log) { log.note(2, "parsing"); },
               "client 2 says: parsing.", ""},
        saying{"GateHeld",
               [](log_builder& log) { log.run(2).gate(gate_phase::held); },
               "client 2 is held here, so the program stands still.",
               "Its clients and the clock go on meanwhile."},
        saying{"GateReleased",
               [](log_builder& log) {
                 log.run(2).gate(gate_phase::held).gate(gate_phase::released);
               },
               "client 2 is let go, so the program goes on.", ""},
        saying{"Gap", [](log_builder& log) { log.gap(12); },
               "12 events of main were lost here, so what happened meanwhile "
               "is not known.",
               "States are right again as soon as something is said of them."},
        saying{"GapOfOne", [](log_builder& log) { log.gap(1); },
               "1 event of main was lost here, so what happened meanwhile is "
               "not known.",
               "States are right again as soon as something is said of them."}),
    name_of);

}  // namespace
}  // namespace looplab::tests
