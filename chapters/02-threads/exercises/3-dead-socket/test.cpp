// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 02.3: the clients are slow, so that every thread sleeps in
// recv before the first name comes. Who has not waited has returned by then.
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

void greet_all(const std::vector<int>& clients);

namespace looplab::exercise {

namespace {

constexpr std::size_t CLIENTS = 4;

constexpr property nothing_dead{"nothing-dead",
                                "touch nothing that is no longer there"};
constexpr property at_the_same_time{"at-the-same-time",
                                    "serve all clients at the same time"};
constexpr property waits_for_all{
    "waits-for-all", "return when every client has its answer, not before"};
constexpr property greets{"greets", "greet each client by its own name"};
constexpr property closes_once{"closes-once",
                               "have closed each client's descriptor once"};

struct visit {
  std::vector<std::unique_ptr<far_end>> clients;
  std::vector<int> near;
  std::vector<std::string> got;
  std::vector<int> next_owners;  // of numbers that were given back
  bool all_waited = false;
  std::atomic<bool> returned = false;
  bool returned_before = false;  // before the first name was sent
};

void make_clients(visit& all) {
  for (std::size_t i = 0; i < CLIENTS; ++i) {
    all.clients.push_back(std::make_unique<far_end>("client"));
    all.near.push_back(all.clients.back()->give_near());
  }
}

// All threads of greet_all, and whoever calls it and us, are there.
bool all_are_there() {
  return eventually([] { return threads() == CLIENTS + 2; });
}

// The last client is the quickest, so nobody may wait for the first.
void send_names(visit& all) {
  all.all_waited = all_are_there();
  // Who is not going to wait for the threads has the time to return.
  eventually([&all] { return all.returned.load(); }, 300);
  all.returned_before = all.returned;
  int patience_ms = all.all_waited ? 1000 : 50;
  for (std::size_t i = CLIENTS; i > 0; --i) {
    auto& client = *all.clients[i - 1];
    client.send("guest " + std::to_string(i));
    all.got.insert(all.got.begin(), client.receive(patience_ms));
    if (all.got.front().empty() || !client.closed(patience_ms)) {
      patience_ms = 50;
    } else {
      // The number is free, so it is the next that is given to somebody.
      all.next_owners.push_back(::eventfd(0, EFD_CLOEXEC));
    }
  }
}

}  // namespace

void test() {
  trying(nothing_dead);
  visit all;
  make_clients(all);
  const auto before = open_descriptors();
  std::thread slow_clients([&all] { send_names(all); });
  greet_all(all.near);
  all.returned = true;
  slow_clients.join();
  trying(at_the_same_time);
  expect(all.all_waited || all.returned_before,
         "4 clients were there, and not all of them had a thread");
  trying(waits_for_all);
  expect(!all.returned_before, "it returned before a client had sent its name");
  expect(eventually([] { return threads() == 1; }),
         "a thread was still there when it had returned");
  trying(greets);
  for (std::size_t i = 0; i < CLIENTS; ++i) {
    const auto wanted = "hello guest " + std::to_string(i + 1);
    expect(all.got[i] == wanted, "client " + std::to_string(i + 1) +
                                     " was sent \"" + all.got[i] + "\"");
  }
  trying(closes_once);
  for (const int other : all.next_owners) {
    expect(::close(other) == 0,
           "a descriptor was closed twice; the second time its number " +
               std::to_string(other) + " was another's");
  }
  const auto open = open_descriptors() + CLIENTS - before;
  expect(open == 0, std::to_string(open) + " of 4 descriptors were not closed");
}

}  // namespace looplab::exercise
