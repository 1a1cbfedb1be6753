// SPDX-License-Identifier: BSL-1.0
//
// What it takes to make a thread, and to wake one, beside what the same costs
// without: an object is made and destroyed, and a byte goes through a pipe
// that the same thread reads.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

namespace {

// The shortest of five tries: what else the machine does can only add to it.
template <class Work>
double nanoseconds(int times, Work work) {
  double least = 1e18;
  for (int i = 0; i < 5; ++i) {
    auto began = std::chrono::steady_clock::now();
    for (int left = times; left > 0; --left) {
      work();
    }
    std::chrono::duration<double, std::nano> took =
        std::chrono::steady_clock::now() - began;
    least = std::min(least, took.count() / times);
  }
  return least;
}

void give(const int* pipe) {
  [[maybe_unused]] auto n = ::write(pipe[1], ".", 1);
}

bool take(const int* pipe) {
  char byte;
  return ::read(pipe[0], &byte, 1) == 1;
}

}  // namespace

int main() {
  int to[2], back[2];
  if (::pipe(to) != 0 || ::pipe(back) != 0) {
    std::perror("thread_costs: cannot make a pipe");
    return 1;
  }
  std::printf("an object, made and destroyed: %.0f ns\n",
              nanoseconds(100'000, [] {
                std::unique_ptr<char volatile[]> object(new char[128]);
                object[0] = 1;
              }));
  std::printf("a thread, made and joined: %.0f ns\n",
              nanoseconds(500, [] { std::thread([] {}).join(); }));
  std::printf("a byte to myself: %.0f ns\n", nanoseconds(10'000, [&] {
                give(to);
                take(to);
              }));
  std::jthread other([&] {
    while (take(to)) {
      give(back);
    }
  });
  const double there_and_back = nanoseconds(2'000, [&] {
    give(to);
    take(back);
  });
  std::printf("a byte to a thread that sleeps: %.0f ns\n", there_and_back / 2);
  ::close(to[1]);
}
