// SPDX-License-Identifier: BSL-1.0
//
// A read is begun while there is nothing to read; then bytes come. POSIX AIO
// tells us in three ways, and hides a thread that waits in read() meanwhile.
#include <aio.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>

#include "chapters/07-completion/experiments/a_file.hpp"
#include "chapters/07-completion/experiments/ring_or_exit.hpp"
#include "chapters/07-completion/experiments/threads.hpp"

namespace {

int pipe_ends[2];
char buffer[6] = ".....";
std::atomic<pid_t> told_in{0};  // the thread that was told
aiocb aio{};
io_uring ring{};

template <int How>  // SIGEV_NONE, SIGEV_SIGNAL or SIGEV_THREAD
void begin() {
  aio.aio_fildes = pipe_ends[0];
  aio.aio_buf = buffer;
  aio.aio_nbytes = 5;
  auto& event = aio.aio_sigevent;
  event.sigev_notify = How;
  event.sigev_signo = SIGUSR1;
  event.sigev_notify_function = [](sigval) {
    told_in = gettid();
  };
  ::signal(SIGUSR1, [](int) { told_in = gettid(); });
  ::aio_read(&aio);
}

void begin_on_ring() {
  io_uring_prep_read(io_uring_get_sqe(&ring), pipe_ends[0], buffer, 5, 0);
  io_uring_submit(&ring);
}

// In a process of its own: the library keeps its thread for a while.
void show(const char* name, void (*begin)(), bool (*done)()) {
  if (::fork() != 0) {
    return static_cast<void>(::wait(nullptr));
  }
  must(::pipe(pipe_ends) == 0, "pipe");
  long before = threads();
  begin();
  long after = threads();
  must(::write(pipe_ends[1], "HELLO", 5) == 5, "write");
  while (told_in == 0) {
    if (done()) {
      told_in = gettid();
    }
  }
  std::printf("%-22s threads %ld, then %ld; told in %s; buffer %s\n", name,
              before, after, told_in == gettid() ? "ours" : "another", buffer);
  std::exit(0);
}

}  // namespace

int main() {
  ring = ring_or_exit("three_ways");
  auto never = [] {
    return false;
  };  // we do not look: we are called
  auto aio_done = [] {
    return ::aio_error(&aio) != EINPROGRESS;
  };
  auto ring_done = [] {
    return io_uring_cq_ready(&ring) > 0;
  };
  show("POSIX AIO, by looking", begin<SIGEV_NONE>, aio_done);
  show("POSIX AIO, by signal", begin<SIGEV_SIGNAL>, never);
  show("POSIX AIO, by callback", begin<SIGEV_THREAD>, never);
  show("io_uring, by looking", begin_on_ring, ring_done);
}
