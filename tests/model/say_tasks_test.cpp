// SPDX-License-Identifier: BSL-1.0
//
// What is said of tasks that are born, wait, run and end.
// Word for word: these sentences are what a student reads.
#include <cerrno>

#include <gtest/gtest.h>

#include "tests/model/saying.hpp"

namespace looplab::tests {
namespace {

constexpr const char* asks_again = "Next: the loop asks the kernel again.";
constexpr const char* free_and_asks_again =
    "So the thread is free for others. Next: the loop asks the kernel again.";

/// Client 2 runs and stops for a thing of this name.
void waits_for(log_builder& log, thing_kind kind, const char* name,
               wait_why why) {
  constexpr trace::id thing = 20;
  log.create(kind, thing, name).run(2).stop(2, why, thing);
}

INSTANTIATE_TEST_SUITE_P(
    Tasks, OnLoop,
    testing::Values(
        saying{
            "Create", [](log_builder& log) { log.task(9, "client 9"); },
            "client 9 is a new task, so it has a lane of its own from now on.",
            "It runs only when something makes it ready."},
        saying{
            "CreateThread",
            [](log_builder& log) {
              log.create(thing_kind::thread, thread(4800), "", thread(4711));
            },
            "thread 4800 starts as a new thread.",
            "It has a stack of its own, and the kernel shares out the cores."},
        saying{"CreateDescriptor",
               [](log_builder& log) { log.open(9, "eventfd"); },
               "The loop opens an eventfd: it is fd 9.",
               "The number is the program's handle for it in the kernel."},
        saying{"CreateFromListener",
               [](log_builder& log) { log.open(9, "socket", fd(3)); },
               "fd 9 is new: a socket made from fd 3.",
               "The number is the program's handle for it in the kernel."},
        saying{"CreateCopyOfAnEventfd",
               [](log_builder& log) { log.open(9, "eventfd", fd(8)); },
               "fd 9 is new: an eventfd made from fd 8.",
               "The number is the program's handle for it in the kernel."},
        saying{"CreateMutex",
               [](log_builder& log) {
                 log.create(thing_kind::mutex, 0x60000001, "mutex");
               },
               "The loop makes lock 1.", ""},
        saying{"CallbackRuns",
               [](log_builder& log) {
                 log.create(thing_kind::callback, 9, "receive");
                 log.start(9, verb::read, fd(7)).after_us(50).run(9, fd(7));
               },
               "receive runs: its wait for fd 7 (client 2) is over.",
               "It waited 50 us. Next: its code, until it returns."},
        saying{"End", [](log_builder& log) { log.end(2); },
               "client 2 ends, so it will not run again.",
               "Its lane stays a while, so that the end can be seen."},
        saying{"EndThrew", [](log_builder& log) { log.end(2, end_how::threw); },
               "client 2 ends with an exception.",
               "So whoever waits for it gets that instead of a result."},
        saying{"EndCancelled",
               [](log_builder& log) { log.end(2, end_how::cancelled); },
               "client 2 is cancelled, so it will not run again.", ""},
        saying{"EndAbandoned",
               [](log_builder& log) { log.end(2, end_how::abandoned); },
               "client 2 is destroyed while it still waits.",
               "So nobody can ever resume it: a leak."},
        saying{"EndTimer",
               [](log_builder& log) {
                 log.arm(30, 2, 20'000).done(30, verb::arm).end(30);
               },
               "timer 30 is gone.", ""},
        saying{"EndDescriptor", [](log_builder& log) { log.end(fd(7)); },
               "fd 7 (client 2) is gone, so its number may be given to the "
               "next one opened.",
               "A number is only a place in the process's table."},
        saying{"Run", [](log_builder& log) { log.wake(2, fd(7)).run(2); },
               "The loop runs client 2.",
               "Next: its code, until it returns or has to wait."},
        saying{
            "RunWithOthersInLine",
            [](log_builder& log) { log.wake(2, fd(7)).wake(5, fd(7)).run(2); },
            "The loop runs client 2.",
            "client 4 is ready too, but one thread runs one task. Next: its "
            "code."},
        saying{"RunBecause",
               [](log_builder& log) { log.wake(2, fd(7)).run(2, fd(7)); },
               "The loop runs client 2 because of fd 7 (client 2).",
               "Next: its code, until it returns or has to wait."},
        saying{
            "StopIo",
            [](log_builder& log) { log.run(2).stop(2, wait_why::io, fd(7)); },
            "client 2 waits for fd 7 (client 2), so the thread is free for "
            "others.",
            asks_again},
        saying{"StopIoWithNext",
               [](log_builder& log) {
                 log.wake(5, fd(7))
                     .run(5)
                     .stop(5, wait_why::none)
                     .wake(5)
                     .run(2)
                     .stop(2, wait_why::io, fd(7));
               },
               "client 2 waits for fd 7 (client 2), so the thread is free for "
               "others.",
               "Next: client 4 runs, it is the first in line."},
        saying{"StopYield",
               [](log_builder& log) { log.run(2).stop(2, wait_why::yield); },
               "client 2 lets the others go first, so it goes to the end of "
               "the line.",
               "Next: client 2 runs, it is the first in line."},
        saying{"StopAwait",
               [](log_builder& log) { log.run(2).stop(2, wait_why::await, 5); },
               "client 2 awaits client 4, so the thread is free for others.",
               asks_again},
        saying{"StopLock",
               [](log_builder& log) {
                 log.act(0x60000001, verb::lock, 0, 5)
                     .run(2)
                     .stop(2, wait_why::lock, 0x60000001);
               },
               "client 2 wants lock 1, which client 4 holds.",
               free_and_asks_again},
        saying{"StopCondition",
               [](log_builder& log) {
                 waits_for(log, thing_kind::condition, "more",
                           wait_why::condition);
               },
               "client 2 waits to be notified of condition more.",
               free_and_asks_again},
        saying{"StopChannelFull",
               [](log_builder& log) {
                 waits_for(log, thing_kind::channel, "jobs",
                           wait_why::channel_full);
               },
               "client 2 has something for channel jobs, which is full.",
               free_and_asks_again},
        saying{"StopChannelEmpty",
               [](log_builder& log) {
                 waits_for(log, thing_kind::channel, "jobs",
                           wait_why::channel_empty);
               },
               "client 2 wants something from channel jobs, which is empty.",
               free_and_asks_again},
        saying{"StopAtARendezvousToSend",
               [](log_builder& log) {
                 log.create(thing_kind::channel, 20, "jobs", 0, -1).run(2);
                 log.stop(2, wait_why::channel_full, 20);
               },
               "client 2 has something and waits at channel jobs until it is "
               "taken.",
               free_and_asks_again},
        saying{"StopAtARendezvousToReceive",
               [](log_builder& log) {
                 log.create(thing_kind::channel, 20, "jobs", 0, -1).run(2);
                 log.stop(2, wait_why::channel_empty, 20);
               },
               "client 2 waits at channel jobs until somebody sends.",
               free_and_asks_again},
        saying{"StopSleep",
               [](log_builder& log) {
                 log.run(2).stop(2, wait_why::sleep, 0, 100'000'000);
               },
               "client 2 sleeps 100 ms, so the thread is free for others.",
               asks_again},
        saying{"StopJoin",
               [](log_builder& log) { log.run(2).stop(2, wait_why::join, 5); },
               "client 2 waits until client 4 ends, so the thread is free for "
               "others.",
               asks_again},
        saying{"StopIdle",
               [](log_builder& log) { log.run(2).stop(2, wait_why::idle); },
               "client 2 has nothing to do, so the thread is free for others.",
               asks_again},
        saying{"StopSignal",
               [](log_builder& log) { log.run(2).stop(2, wait_why::signal); },
               "client 2 waits for a signal, so the thread is free for others.",
               asks_again},
        saying{"StopFinished",
               [](log_builder& log) { log.run(2).stop(2, wait_why::finished); },
               "client 2 has finished.", asks_again},
        saying{"WakeByDescriptor", [](log_builder& log) { log.wake(2, fd(7)); },
               "fd 7 (client 2) is ready, so client 2 is put in line.",
               "It is the only one in line. Next: client 2 runs first."},
        saying{"WakeByTask", [](log_builder& log) { log.run(5).wake(2, 5); },
               "client 4 wakes client 2, so it is put in line.",
               "It is the only one in line. Next: client 2 runs first."},
        saying{"WakeByAnOperation",
               [](log_builder& log) {
                 log.start(30, verb::read, fd(7)).done(30, verb::read, 5);
                 log.wake(2, 30);
               },
               "operation 30 is done, so client 2 is put in line.",
               "It is the only one in line. Next: client 2 runs first."},
        saying{"WakeByItsTimer", [](log_builder& log) { log.wake(2, 2); },
               "The time of client 2 has come, so it is put in line.",
               "It is the only one in line. Next: client 2 runs first."},
        saying{"WakeByNobodyKnown", [](log_builder& log) { log.wake(2); },
               "client 2 is put in line, so it runs when its turn comes.",
               "It is the only one in line. Next: client 2 runs first."},
        saying{"WakeOfAnotherThreadsTask",
               [](log_builder& log) {
                 log.wake(5).on(4800).run(thread(4800)).wake(2);
               },
               "client 2 is put in line, so it runs when its turn comes.", ""},
        saying{"StartTimer",
               [](log_builder& log) { log.arm(2, fd(7), 100'000'000); },
               "A timer of client 2 is set: it is due in 100 ms.",
               "No thread waits for it: the loop sleeps no longer than that."},
        saying{"StartOperation",
               [](log_builder& log) {
                 log.run(2).start(30, verb::read, fd(7), 512);
               },
               "client 2 starts operation 30 on fd 7 (client 2), so it need "
               "not wait for it.",
               "Next: somebody is told when it is done."},
        saying{"DoneTimer",
               [](log_builder& log) {
                 log.arm(2, fd(7), 20'000).after_us(50).done(2, verb::arm);
               },
               "The timer of client 2 is due.",
               "Next: client 2 gets in line, or a new time."},
        saying{"DoneTimerCancelled",
               [](log_builder& log) {
                 log.arm(30, 2, 20'000).done(30, verb::arm, -ECANCELED);
               },
               "The timer of client 2 is off: ECANCELED, cancelled before it "
               "was due.",
               ""},
        saying{"DoneOperation",
               [](log_builder& log) {
                 log.start(30, verb::read, fd(7), 512).done(30, verb::read, 5);
               },
               "operation 30 on fd 7 (client 2) is done: its result is 5.",
               "Next: whoever waits for it is told."},
        saying{
            "DoneOperationFailed",
            [](log_builder& log) {
              log.start(30, verb::read, fd(7))
                  .done(30, verb::read, -ECONNRESET);
            },
            "operation 30 on fd 7 (client 2): ECONNRESET, the peer broke the "
            "connection.",
            "Next: whoever waits for it is told."}),
    name_of);

}  // namespace
}  // namespace looplab::tests
