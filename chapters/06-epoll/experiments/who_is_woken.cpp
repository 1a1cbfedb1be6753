// SPDX-License-Identifier: BSL-1.0
//
// Eight threads, each with an epoll of its own, wait for the same descriptor,
// which becomes ready once. All eight are woken, though one alone can have what
// has come; with EPOLLEXCLUSIVE the kernel wakes fewer.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int WAITERS = 8;

struct scene {
  std::uint32_t mode;
  int work = ::eventfd(0, EFD_NONBLOCK);
  int stop = ::eventfd(0, EFD_NONBLOCK);
  std::atomic<int> thread_id[WAITERS]{};
  std::atomic<int> woken{0};
};

void watch(int epoll, int fd, std::uint32_t mode) {
  epoll_event interest{EPOLLIN | mode, {}};
  interest.data.fd = fd;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &interest);
}

void wait_for_work(scene& here, std::size_t number) {
  int epoll = ::epoll_create1(0);
  watch(epoll, here.work, here.mode);
  watch(epoll, here.stop, 0);
  here.thread_id[number] = ::gettid();
  epoll_event ready[2];
  int count = ::epoll_wait(epoll, ready, 2, -1);
  for (int i = 0; i < count; ++i) {
    here.woken += ready[i].data.fd == here.work;
  }
  ::close(epoll);
}

/// Whether the kernel says that the thread sleeps: "4711 (name) S ...".
bool sleeps(int thread_id) {
  std::ifstream file("/proc/self/task/" + std::to_string(thread_id) + "/stat");
  std::string line;
  std::getline(file, line);
  return line.find(") S ") != line.npos;
}

int count_woken(std::uint32_t mode) {
  scene here{mode};
  std::vector<std::jthread> waiters;
  for (std::size_t number = 0; number < WAITERS; ++number) {
    waiters.emplace_back(wait_for_work, std::ref(here), number);
  }
  for (auto& id : here.thread_id) {
    while (!sleeps(id)) {
      std::this_thread::yield();
    }
  }
  ::eventfd_write(here.work, 1);  // the kernel wakes whom it wakes, here
  ::eventfd_write(here.stop, 1);  // and the others need to be told to leave
  waiters.clear();                // joins them
  ::close(here.work), ::close(here.stop);
  return here.woken;
}

}  // namespace

int main() {
  std::printf("woken of 8: %d\nwoken of 8, EPOLLEXCLUSIVE: %d\n",
              count_woken(0), count_woken(EPOLLEXCLUSIVE));
}
