// SPDX-License-Identifier: BSL-1.0
//
// What does the other one see when I write? A thread sees it, a process does
// not. A message carries what it is made of: a value, or only where one is.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"

namespace {

using looplab::chapter::channel;

void written_by_a_thread() {
  int x = 0;
  std::thread([&] { x = 1; }).join();
  std::printf("a thread writes 1: we see %d\n", x);
}

void written_by_a_process() {
  int x = 0, told = 0, ends[2];
  if (::pipe(ends) != 0) {
    return;
  }
  std::fflush(stdout);  // or the child, too, may print what is in its buffer
  if (::fork() == 0) {
    x = 1;
    ::_exit(::write(ends[1], &x, sizeof x) != sizeof x);
  }
  ::close(ends[1]);
  [[maybe_unused]] auto size = ::read(ends[0], &told, sizeof told);
  ::close(ends[0]);
  ::wait(nullptr);
  std::printf("a process writes 1: we see %d, its message says %d\n", x, told);
}

void sent() {
  channel<int> values("values", 1);
  channel<int*> pointers("pointers", 1);
  int x = 1;
  values.send(x);
  pointers.send(&x);
  x = 2;  // after it was sent, and before anybody has received it
  std::thread([&] {
    std::printf("a value is sent, then changed: %d is received\n",
                *values.receive());
    std::printf("a pointer is sent, then what it points to: %d\n",
                **pointers.receive());
  }).join();
}

}  // namespace

int main() {
  written_by_a_thread();
  written_by_a_process();
  sent();
}
