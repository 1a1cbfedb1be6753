// SPDX-License-Identifier: BSL-1.0
//
// Three ways to wait for a byte: in read, by asking again and again, in
// epoll_wait. Another thread asks the kernel: does it sleep, and where? And who
// has the list of what epoll watches?
#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace {

std::atomic<pid_t> waiter;  // the thread that waits
std::atomic<int> epoll;     // and its epoll descriptor
long refused;

void read_until_it_comes(int from) {
  for (char byte; ::read(from, &byte, 1) != 1;) {
    ++refused;  // EAGAIN: nothing has been begun by asking
  }
}

void by_asking(int from) {
  ::fcntl(from, F_SETFL, O_NONBLOCK);
  read_until_it_comes(from);
}

void by_epoll(int from) {
  ::fcntl(from, F_SETFL, O_NONBLOCK);
  epoll_event event{EPOLLIN, {}};
  epoll = ::epoll_create1(0);
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, from, &event);
  ::epoll_wait(epoll, &event, 1, -1);
  read_until_it_comes(from);
}

std::string contents(const std::string& name) {
  std::stringstream text;
  text << std::ifstream("/proc/self/" + name).rdbuf();
  return text.str();
}

void show(const char* name, void (*wait)(int)) {
  int ends[2];
  if (::pipe(ends) != 0) {
    return std::perror("ask_or_sleep: cannot make a pipe");
  }
  refused = 0, waiter = 0;
  std::jthread thread([&] {
    waiter = ::gettid(), waiter.notify_one();
    wait(ends[0]);
  });
  waiter.wait(0);  // until it is there, and then a while
  ::usleep(200'000);
  const auto task = "task/" + std::to_string(waiter);
  const auto stat = contents(task + "/stat");
  const auto list = contents("fdinfo/" + std::to_string(epoll));
  const auto where = contents(task + "/wchan");
  [[maybe_unused]] auto n = ::write(ends[1], "x", 1);
  thread.join();
  std::printf("%s: state %c in %s, refused %ld times\n", name,
              stat[stat.rfind(')') + 2], where.c_str(), refused);
  if (const auto entry = list.find("tfd:"); entry != list.npos) {
    std::printf("the kernel's list: %s", list.c_str() + entry);
  }
}

}  // namespace

int main() {
  show("read that blocks", read_until_it_comes);
  show("read that does not", by_asking);
  show("epoll_wait, then read", by_epoll);
}
