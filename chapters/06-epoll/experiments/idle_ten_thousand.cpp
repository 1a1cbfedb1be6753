// SPDX-License-Identifier: BSL-1.0
//
// One descriptor is ready, the others are idle. What does asking cost, when
// there are 10, 1,000 or 9,000 of them? select and poll look at each; epoll was
// told by the ready one itself.
#include <sys/eventfd.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "chapters/06-epoll/back_ends.hpp"

namespace {

using namespace looplab::chapter;
using watched = std::vector<int>;
constexpr int ROUNDS = 31;

watched idle_descriptors(std::size_t count) {
  watched all;
  while (all.size() < count) {
    int fd = ::eventfd(0, EFD_NONBLOCK);
    if (fd < 0) {
      std::fputs("idle_ten_thousand: too few descriptors; 'ulimit -n 10000'\n",
                 stderr);
      std::exit(3);
    }
    all.push_back(fd);
  }
  return all;
}

/// The median; one descriptor is ready, and stays so.
double microseconds_per_wait(back_end& kernel) {
  std::vector<double> took;
  for (int i = 0; i < ROUNDS; ++i) {
    auto began = std::chrono::steady_clock::now();
    kernel.wait(-1);
    std::chrono::duration<double, std::micro> time =
        std::chrono::steady_clock::now() - began;
    took.push_back(time.count());
  }
  std::nth_element(took.begin(), took.begin() + ROUNDS / 2, took.end());
  return took[ROUNDS / 2];
}

void print_cost(back_end& kernel, const watched& all) {
  if (std::all_of(all.begin(), all.end(),
                  [&](int fd) { return kernel.watch(fd); })) {
    std::printf(" %9.1f", microseconds_per_wait(kernel));
  } else {
    std::printf(" %9s", "refused");
  }
}

}  // namespace

int main() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  std::printf("us per wait:   select      poll     epoll\n");
  for (std::size_t count : {10, 1000, 9000}) {
    watched all = idle_descriptors(count);
    ::eventfd_write(all.front(), 1);
    select_back_end select;
    poll_back_end poll;
    epoll_back_end epoll(0);
    std::printf("%5zu idle ", count - 1);
    print_cost(select, all);
    print_cost(poll, all);
    print_cost(epoll, all);
    std::printf("\n");
    std::for_each(all.begin(), all.end(), ::close);
  }
}
