// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 06.4.
#include <sys/epoll.h>

struct timer_list {
  virtual ~timer_list() = default;
  virtual int until_next(long now) = 0;
  virtual void run(long now) = 0;
};

long look_at_clock();
void run_ready(epoll_event* events, int count);

void turn(int epoll, timer_list& timers) {
  epoll_event events[16];
  // [lines]
}
