// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 02.1: the clients are served for as long as the test
// wants, so that it knows who is being served and who waits.
#include <unistd.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

struct pool {
  virtual ~pool() = default;
  virtual bool put(int client) = 0;
};

using serve_function = void (*)(int client);

std::unique_ptr<pool> make_pool(unsigned threads, std::size_t room,
                                serve_function serve);

namespace looplab::exercise {

namespace {

constexpr unsigned THREADS = 3;
constexpr std::size_t ROOM = 4;

constexpr property at_a_time{
    "at-a-time", "serve as many clients at a time as it has threads"};
constexpr property room{"room", "let as many clients wait as there is room"};
constexpr property refuses{"refuses", "say no to one more, at once", "M25"};
constexpr property tells_the_refused{
    "tells-the-refused", "answer the refused client 503 and close it"};
constexpr property in_order{"in-order", "serve first who came first"};
constexpr property serves_all{
    "serves-all", "serve those who wait before it ends, and leave no thread"};

// Clients that are being served stay so until they may leave.
std::mutex guard;
std::condition_variable opened;
unsigned may_leave = 0;
unsigned inside = 0;
std::vector<int> order;

void serve_client(int client) {
  {
    std::unique_lock lock(guard);
    ++inside;
    order.push_back(client);
    opened.wait(lock, [] { return may_leave > 0; });
    --may_leave;
    --inside;
  }
  ::close(client);
}

bool all_are_inside(unsigned count) {
  return eventually([count] {
    const std::lock_guard lock(guard);
    return inside == count;
  });
}

void let_leave(unsigned count) {
  const std::lock_guard lock(guard);
  may_leave += count;
  opened.notify_all();
}

using clients = std::vector<std::unique_ptr<far_end>>;

bool put_one(pool& into, clients& all) {
  static std::vector<std::string> names;
  names.push_back("client " + std::to_string(all.size() + 1));
  all.push_back(std::make_unique<far_end>(names.back().c_str()));
  return into.put(all.back()->give_near());
}

void try_full_pool(pool& crowd, clients& all) {
  trying(at_a_time);
  for (unsigned i = 1; i <= THREADS; ++i) {
    expect(put_one(crowd, all), "it refused a client while a thread was free");
    const bool served = all_are_inside(i);
    expect(served, std::to_string(i) + " clients have come to 3 threads, and " +
                       std::to_string(inside) + " are served");
  }
  trying(room);
  for (std::size_t i = 0; i < ROOM; ++i) {
    expect(put_one(crowd, all), "it refused a client while " +
                                    std::to_string(i) +
                                    " of 4 places to "
                                    "wait were taken");
  }
  trying(refuses);
  expect(!put_one(crowd, all), "3 are served and 4 wait, and it took one more");
  trying(tells_the_refused);
  const auto got = all.back()->receive();
  expect(got.starts_with("HTTP/1.1 503"),
         "the refused client was sent \"" + got.substr(0, 20) + "\"");
  expect(all.back()->closed(1000), "the refused client was not closed");
}

void try_order(const clients& all) {
  trying(in_order);
  for (std::size_t next = THREADS; next < THREADS + 2; ++next) {
    let_leave(1);
    const bool came = eventually([next] {
      const std::lock_guard lock(guard);
      return order.size() == next + 1;
    });
    expect(came, "a client left, and nobody that waited took its place");
    const std::lock_guard lock(guard);
    expect(order[next] == all[next]->near(),
           "client " + std::to_string(next + 1) + " was next, and " +
               "another was served");
  }
}

}  // namespace

void test() {
  auto crowd = make_pool(THREADS, ROOM, serve_client);
  clients all;
  try_full_pool(*crowd, all);
  try_order(all);
  trying(serves_all);
  // Two wait while the destructor begins; those who are served leave then.
  const int destructor = this_tid();
  std::thread gatekeeper([destructor] {
    asleep(destructor);
    let_leave(THREADS + ROOM);
  });
  crowd.reset();
  gatekeeper.join();
  expect(order.size() == THREADS + ROOM,
         std::to_string(order.size()) + " of 7 clients were served");
  expect(eventually([] { return threads() == 1; }),
         "a thread was still there when the pool had gone");
}

}  // namespace looplab::exercise
