// SPDX-License-Identifier: BSL-1.0
//
// What is said of what is done to descriptors and locks.
// Word for word: these sentences are what a student reads.
#include <cerrno>

#include <gtest/gtest.h>

#include "tests/model/saying.hpp"

namespace looplab::tests {
namespace {

INSTANTIATE_TEST_SUITE_P(
    Acts, OnLoop,
    testing::Values(
        saying{"ActRead",
               [](log_builder& log) { log.run(2).act(fd(7), verb::read, 5); },
               "client 2 reads 5 bytes from fd 7 (client 2).",
               "Out of the kernel's buffer, into the program's."},
        saying{
            "ActReadOne",
            [](log_builder& log) { log.run(2).act(fd(7), verb::receive, 1); },
            "client 2 reads 1 byte from fd 7 (client 2).",
            "Out of the kernel's buffer, into the program's."},
        saying{"ActReadEnd",
               [](log_builder& log) { log.run(2).act(fd(7), verb::read, 0); },
               "client 2 reads the end of fd 7 (client 2), so no more will "
               "come from there.",
               "Next: client 2 has no reason to keep it open."},
        saying{"ActReadNothingThere",
               [](log_builder& log) {
                 log.run(2).act(fd(7), verb::read, -EAGAIN);
               },
               "client 2 tries to read from fd 7 (client 2): EAGAIN, nothing "
               "there now.",
               "So it goes on instead of waiting. The loop will say when."},
        saying{"ActWriteFullUnwatched",
               [](log_builder& log) {
                 log.run(2).act(fd(7), verb::write, -EAGAIN);
               },
               "client 2 tries to write to fd 7 (client 2): EAGAIN, no room "
               "there now.",
               "So it goes on instead of waiting. Nothing has moved."},
        saying{"ActReadReset",
               [](log_builder& log) {
                 log.run(2).act(fd(7), verb::read, -ECONNRESET);
               },
               "client 2 tries to read from fd 7 (client 2): ECONNRESET.",
               "ECONNRESET: the peer broke the connection."},
        saying{"ActWrite",
               [](log_builder& log) { log.run(2).act(fd(7), verb::write, 12); },
               "client 2 writes 12 bytes to fd 7 (client 2).",
               "Into the kernel's buffer: the peer may read it much later."},
        saying{"ActSend",
               [](log_builder& log) { log.act(fd(7), verb::send, 12); },
               "The loop writes 12 bytes to fd 7 (client 2).",
               "Into the kernel's buffer: the peer may read it much later."},
        saying{"ActCopy",
               [](log_builder& log) { log.act(fd(7), verb::copy, 4096); },
               "The loop writes 4096 bytes to fd 7 (client 2).",
               "Into the kernel's buffer: the peer may read it much later."},
        saying{"ActAccept",
               [](log_builder& log) { log.act(fd(3), verb::accept, 9); },
               "The loop accepts a connection on fd 3: it is fd 9.",
               "The kernel had made it already; now the program knows of it."},
        saying{"ActAcceptFull",
               [](log_builder& log) { log.act(fd(3), verb::accept, -EMFILE); },
               "The loop tries to accept on fd 3: EMFILE.",
               "EMFILE: no descriptor is free in this process."},
        saying{"ActConnect",
               [](log_builder& log) { log.act(fd(9), verb::connect, 0); },
               "The loop connects fd 9, so it can be written to.", ""},
        saying{"ActConnectOnItsWay",
               [](log_builder& log) {
                 log.act(fd(9), verb::connect, -EINPROGRESS);
               },
               "The loop tries to connect fd 9: EINPROGRESS, on its way, not "
               "finished.",
               "So it goes on instead of waiting. The kernel makes the "
               "connection meanwhile."},
        saying{"ActClose",
               [](log_builder& log) { log.run(2).act(fd(7), verb::close); },
               "client 2 closes fd 7 (client 2), so the kernel forgets it.",
               "Whoever is at the other end reads the end."},
        saying{
            "ActShutdown",
            [](log_builder& log) { log.run(2).act(fd(7), verb::shutdown); },
            "client 2 shuts fd 7 (client 2) down, so the peer reads the end.",
            ""},
        saying{"ActFlags",
               [](log_builder& log) { log.act(fd(7), verb::flags, 04000); },
               "The loop makes fd 7 (client 2) non-blocking, so no call on it "
               "will wait.",
               ""},
        saying{"ActFlagsOff",
               [](log_builder& log) { log.act(fd(7), verb::flags, 0); },
               "The loop makes fd 7 (client 2) blocking, so a call on it may "
               "wait.",
               ""},
        saying{
            "ActInterest",
            [](log_builder& log) { log.act(fd(7), verb::interest, 5, fd(4)); },
            "The loop tells fd 4 to watch fd 7 (client 2) for reading and "
            "writing.",
            "From now on it can wake the loop, and nobody need wait for it."},
        saying{
            "ActInterestOver",
            [](log_builder& log) { log.act(fd(7), verb::interest, 0, fd(4)); },
            "The loop tells fd 4 to watch fd 7 (client 2) no longer.",
            "So the loop will not hear of it again."},
        saying{
            "ActToken",
            [](log_builder& log) { log.act(fd(7), verb::token, 0xabc, fd(4)); },
            "The kernel will report fd 7 (client 2) by the token 0xabc.",
            "That is how the loop finds whose descriptor it is."},
        saying{"ActArm",
               [](log_builder& log) { log.act(fd(9), verb::arm, 100'000'000); },
               "The loop sets the timer of fd 9 to 100 ms, so it will be "
               "readable then.",
               ""},
        saying{"ActDisarm",
               [](log_builder& log) { log.act(fd(9), verb::arm, 0); },
               "The loop turns the timer of fd 9 off.", ""},
        saying{"ActLock",
               [](log_builder& log) { log.run(2).act(0x60000001, verb::lock); },
               "client 2 takes lock 1, so nobody else can have it.", ""},
        saying{"ActLockHeld",
               [](log_builder& log) {
                 log.run(2).act(0x60000001, verb::lock, -EBUSY);
               },
               "client 2 tries to take lock 1: EBUSY, somebody else holds it.",
               ""},
        saying{
            "ActUnlock",
            [](log_builder& log) { log.run(2).act(0x60000001, verb::unlock); },
            "client 2 gives lock 1 back, so one that waits for it may go on.",
            ""},
        saying{"ActNotify",
               [](log_builder& log) {
                 log.run(2).act(0x60000002, verb::notify, 1);
               },
               "client 2 notifies lock 2, so one that waits for it may go on.",
               ""},
        saying{"ActNotifyAll",
               [](log_builder& log) {
                 log.run(2).act(0x60000002, verb::notify, -1);
               },
               "client 2 notifies lock 2, so those that wait for it may go on.",
               ""},
        saying{"ActCancel",
               [](log_builder& log) {
                 log.arm(30, 2, 50'000).act(30, verb::cancel);
               },
               "The loop cancels timer 30, so whoever waits for it is told.",
               ""},
        saying{"ActResume",
               [](log_builder& log) { log.run(2).act(5, verb::resume); },
               "client 2 resumes client 4.", ""},
        saying{"ActPost",
               [](log_builder& log) { log.run(2).act(fd(4), verb::post); },
               "client 2 posts to fd 4.", ""},
        saying{"ActOpen", [](log_builder& log) { log.act(fd(9), verb::open); },
               "The loop opens fd 9.", ""},
        saying{"ActWait", [](log_builder& log) { log.act(fd(9), verb::wait); },
               "The loop waits for fd 9.", ""},
        saying{"ActSignal",
               [](log_builder& log) { log.act(fd(9), verb::signal); },
               "The loop sends a signal to fd 9.", ""},
        saying{"ActOther",
               [](log_builder& log) { log.act(fd(9), verb::other, 3); },
               "The loop uses fd 9.", "The result is 3."},
        saying{"ActNone", [](log_builder& log) { log.act(fd(9), verb::none); },
               "The loop uses fd 9.", ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Messages, OnLoop,
    testing::Values(
        saying{"MessageSent",
               [](log_builder& log) {
                 log.create(thing_kind::channel, 20, "jobs");
                 log.run(2).act(20, verb::send);
               },
               "client 2 sends to channel jobs.",
               "There is room: it does not wait for who receives it."},
        saying{"MessageReceived",
               [](log_builder& log) {
                 log.create(thing_kind::channel, 20, "jobs");
                 log.run(2).act(20, verb::receive);
               },
               "client 2 receives from channel jobs.",
               "Who waits to send there may go on."}),
    name_of);

TEST(Say, NamesLoseLettersBeforeASentenceDoes) {
  log_builder log;
  log.open(4, "epoll").name(fd(4), "connections of everybody");
  log.open(7, "socket").name(fd(7), "upstream connection 12");
  log.task(1, "handler of clients 3").run(1);
  log.act(fd(7), trace::verb::interest, 5, fd(4));
  model::timeline time(log.events());
  time.catch_up();
  EXPECT_EQ(time.tell(time.size()).what,
            "han… 3 tells fd 4 (conne…) to watch fd 7 (upstr…) for reading "
            "and writing.");
}

}  // namespace
}  // namespace looplab::tests
