// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 01.2: a client in pieces, a silent one, and one that
// sends a byte now and then and is never done.
#include <atomic>
#include <cerrno>
#include <string>
#include <thread>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

bool handle_client(int client, int limit_ms);

namespace looplab::exercise {

namespace {

const std::string request = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr int plenty_ms = 4000;

constexpr property answers{
    "answers", "answer a request that comes in time, in two pieces", "M08"};
constexpr property sleeps_in_the_kernel{
    "sleeps-in-the-kernel", "sleep in the kernel while it waits", "M08"};
constexpr property leaves_nothing{"leaves-nothing",
                                  "leave no thread and no descriptor behind"};
constexpr property silent_client{
    "silent-client", "give up a client that says nothing for its time"};
constexpr property whole_request{
    "whole-request", "give the time to the whole request, not to each piece",
    "M18"};

// The second piece is sent when the first was taken and the server sleeps.
void try_pieces() {
  trying(answers);
  const auto before = open_descriptors();
  far_end client;
  const int server = this_tid();
  std::thread sender([&] {
    client.send(request.substr(0, 7));
    client.taken(500);
    asleep(server, 500);
    client.send(request.substr(7));
  });
  const bool answered = handle_client(client.near(), plenty_ms);
  sender.join();
  expect(answered, "it returned false, and the time was not over");
  const auto got = client.receive();
  expect(got.starts_with("HTTP/1.1 200") && got.ends_with("hello\n"),
         "the client was sent \"" + got + "\"");
  const auto seen = deeds();
  trying(leaves_nothing);
  expect(eventually([] { return threads() == 1; }, 500),
         "a thread was still there when it had returned");
  expect(open_descriptors() == before + 2, "a descriptor was left open");
  trying(sleeps_in_the_kernel);
  const auto* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept for a time of its own choice", nap);
}

void try_silence() {
  trying(silent_client);
  far_end client;
  const bool answered = handle_client(client.near(), 100);
  expect(!answered, "the client sent nothing, and it returned true");
  far_end half;
  half.send(request.substr(0, 7));
  expect(!handle_client(half.near(), 100),
         "the client sent 7 bytes, and it returned true");
}

// A byte whenever the last was taken: no single wait is long.
void try_dripping() {
  trying(whole_request);
  far_end client;
  std::atomic<bool> returned = false;
  std::atomic<int> sent = 0;
  std::thread dripping([&] {
    while (!returned) {
      client.send("a");
      ++sent;
      client.taken();
      asleep(0, 20);  // there is no thread 0: this takes 20 ms
    }
  });
  const bool answered = handle_client(client.near(), 500);
  returned = true;
  dripping.join();
  expect(!answered, "the client sent single bytes, and it returned true");
}

}  // namespace

void test() {
  try_pieces();
  try_silence();
  try_dripping();
}

}  // namespace looplab::exercise
