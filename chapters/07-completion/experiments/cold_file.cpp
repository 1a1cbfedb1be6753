// SPDX-License-Identifier: BSL-1.0
//
// A file is always "ready", and yet read() sleeps when its pages are not in
// memory: the whole loop would. RWF_NOWAIT says so instead of sleeping, and a
// ring lets the kernel read while we go on.
#include <sys/resource.h>
#include <sys/uio.h>

#include <cerrno>

#include "chapters/07-completion/experiments/a_file.hpp"
#include "chapters/07-completion/experiments/ring_or_exit.hpp"

namespace {

constexpr int PLACES = 40;
char buffer[4096];
iovec into{buffer, sizeof buffer};

// How many of the file's places, each far from the others, `holds` for. The
// three questions have places of their own.
template <class Holds>
int count(int question, Holds holds) {
  int yes = 0;
  for (int i = 0; i < PLACES; ++i) {
    yes += holds((3 * i + question) * 512 * 1024);
  }
  return yes;
}

bool is_refused(int file, off_t at) {
  const bool refused = ::preadv2(file, &into, 1, at, RWF_NOWAIT) < 0;
  if (refused && errno == EOPNOTSUPP) {
    std::fputs("cold_file: this file system has no RWF_NOWAIT\n", stderr);
    std::exit(3);
  }
  return refused && ::preadv(file, &into, 1, at) > 0;  // it is warm now
}

bool puts_us_to_sleep(int file, off_t at) {
  rusage before;
  rusage after;
  ::getrusage(RUSAGE_THREAD, &before);
  bool read = ::pread(file, buffer, sizeof buffer, at) > 0;
  ::getrusage(RUSAGE_THREAD, &after);
  return read && after.ru_nvcsw > before.ru_nvcsw;
}

bool at_once(int file, io_uring& ring, off_t at) {
  io_uring_cqe* done = nullptr;
  io_uring_prep_readv(io_uring_get_sqe(&ring), file, &into, 1,
                      static_cast<__u64>(at));
  io_uring_submit(&ring);
  bool is_done = io_uring_cq_ready(&ring) > 0;
  io_uring_wait_cqe(&ring, &done);
  io_uring_cqe_seen(&ring, done);
  return is_done;
}

}  // namespace

int main(int, char** argv) {
  auto ring = ring_or_exit("cold_file");
  int file = make_file(argv[0]);
  for (int question : {0, 1, 2}) {
    count(question, [&](off_t at) { return ::pwritev(file, &into, 1, at); });
  }
  ::fsync(file);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_RANDOM);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  for (const char* state : {"cold", "warm"}) {
    auto refused = count(0, [&](off_t at) { return is_refused(file, at); });
    auto slept = count(1, [&](off_t at) { return puts_us_to_sleep(file, at); });
    auto done = count(2, [&](off_t at) { return at_once(file, ring, at); });
    std::printf(
        "%s: of %d, RWF_NOWAIT refused %d, pread slept %d, the ring "
        "was done at once %d\n",
        state, PLACES, refused, slept, done);
  }
}
