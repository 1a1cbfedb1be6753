// SPDX-License-Identifier: BSL-1.0
//
// Bytes that nobody reads and descriptors that nobody closes, and those that
// somebody will.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/warnings/programs/trouble.hpp"
#include "trace/recorder.hpp"

namespace looplab::trouble {

namespace {

constexpr int quiet_ms = 1800;

/// A client that is sent two bytes at once, and a loop that then sleeps.
void serve_two_bytes(unsigned extra, trace::wait_why waits, bool reads_all) {
  small_loop loop(extra);
  const trace::id task = trace::create(trace::thing_kind::task, "client");
  loop.send_byte();
  loop.send_byte();
  loop.turn([&] {
    trace::run(task);
    while (loop.take_byte() && reads_all) {
    }
    trace::stop(
        task, waits,
        waits == trace::wait_why::io ? trace::descriptor_id(loop.inside()) : 0);
  });
  loop.turn([] {}, quiet_ms);
  loop.turn([] {}, 0);
}

/// A pair of which one end is closed; the other one is read to its end.
int read_to_its_end() {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) != 0) {
    return -1;
  }
  ::close(pair[1]);
  char byte = 0;
  [[maybe_unused]] const auto nothing = ::recv(pair[0], &byte, 1, 0);
  return pair[0];
}

}  // namespace

void reads_half_of_an_edge() {
  serve_two_bytes(EPOLLET, trace::wait_why::io, false);
}

void reads_all_of_an_edge() {
  serve_two_bytes(EPOLLET, trace::wait_why::io, true);
}

/// It does not want the rest yet: who sends it is to wait.
void reads_later() {
  serve_two_bytes(EPOLLET, trace::wait_why::sleep, false);
}

void never_closes() {
  for (int i = 0; i < 12; ++i) {
    read_to_its_end();
  }
  pass_ms(1300);
  read_to_its_end();
}

void always_closes() {
  for (int i = 0; i < 50; ++i) {
    ::close(read_to_its_end());
  }
  pass_ms(1300);
  ::close(read_to_its_end());
}

}  // namespace looplab::trouble
