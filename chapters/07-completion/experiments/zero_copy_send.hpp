// SPDX-License-Identifier: BSL-1.0
//
// Sending with MSG_ZEROCOPY, and reading from the socket's queue of errors what
// became of it.
#pragma once

#include <poll.h>
#include <time.h>

#include <cstring>

// It needs timespec, and does not say so.
#include <linux/errqueue.h>

#include "chapters/07-completion/experiments/afterwards.hpp"

namespace {

inline void read_reports(int from, outcome& how) {
  char control[128];
  msghdr message{};
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  pollfd waited{from, 0, 0};
  ::poll(&waited, 1, 5000);
  if (::recvmsg(from, &message, MSG_ERRQUEUE) < 0) {
    return;
  }
  sock_extended_err report;
  std::memcpy(&report, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof report);
  unsigned count = report.ee_data - report.ee_info + 1;
  how.told += count;
  how.copied += report.ee_code == SO_EE_CODE_ZEROCOPY_COPIED ? count : 0;
}

inline outcome by_flag(const char* bytes, int to, std::size_t size) {
  outcome how;
  int one = 1;
  ::setsockopt(to, SOL_SOCKET, SO_ZEROCOPY, &one, sizeof one);
  for (std::size_t done = 0; done < size; ++how.sends) {
    auto sent = ::send(to, bytes + done, PIECE, MSG_ZEROCOPY);
    must(sent > 0, "send");
    done += static_cast<std::size_t>(sent);
  }
  for (int tries = 0; how.told < how.sends && tries < 1000; ++tries) {
    read_reports(to, how);
  }
  return how;
}

}  // namespace
