// SPDX-License-Identifier: BSL-1.0
//
// SEND_ZC is MSG_ZEROCOPY on a ring: one completion says what was sent, a
// second one when the memory is ours again, and whether it was copied.
#include "chapters/07-completion/experiments/afterwards.hpp"
#include "chapters/07-completion/experiments/ring_or_exit.hpp"

namespace {

outcome by_ring(const char* bytes, int to, std::size_t size) {
  static auto ring = ring_or_exit("send_zc");
  constexpr unsigned REPORT = 1U
                              << 3;  // IORING_SEND_ZC_REPORT_USAGE, Linux 6.2
  constexpr unsigned COPIED = 1U << 31;
  outcome how;
  for (std::size_t done = 0; done < size; ++how.sends) {
    io_uring_prep_send_zc(io_uring_get_sqe(&ring), to, bytes + done, PIECE, 0,
                          REPORT);
    io_uring_submit(&ring);
    for (bool more = true; more;) {  // the result, and then what became of it
      io_uring_cqe* entry = nullptr;
      io_uring_wait_cqe(&ring, &entry);
      more = (entry->flags & IORING_CQE_F_MORE) != 0;
      if ((entry->flags & IORING_CQE_F_NOTIF) != 0) {
        ++how.told;
        how.copied += (static_cast<unsigned>(entry->res) & COPIED) != 0;
      } else {
        if (entry->res < 0) {
          std::fprintf(stderr,
                       "send_zc: this kernel does not report on it: %s\n",
                       std::strerror(-entry->res));
          std::exit(3);
        }
        done += static_cast<std::size_t>(entry->res);
      }
      io_uring_cqe_seen(&ring, entry);
    }
  }
  return how;
}

}  // namespace

int main(int, char** argv) {
  show("SEND_ZC", by_ring, argv[0]);
}
