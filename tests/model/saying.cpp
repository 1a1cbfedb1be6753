// SPDX-License-Identifier: BSL-1.0
//
// The scenes in which the sayings happen.
#include "tests/model/saying.hpp"

namespace looplab::tests {

TEST_P(OnLoop, IsTold) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").name(fd(7), "client 2");
  log.watch(7, fd(4), 1, 0xabc).task(2, "client 2").task(5, "client 4");
  log.poll_begin(fd(4)).after_ms(8).poll_end(fd(4), 1);
  GetParam().happens(log);
  expect_told(log, GetParam());
}

TEST_P(OnThread, IsTold) {
  log_builder log;
  GetParam().happens(log);
  expect_told(log, GetParam());
}

}  // namespace looplab::tests
