// SPDX-License-Identifier: BSL-1.0
//
// The life of the trace file. It is built under a name no reader looks for and
// renamed when it is whole, so nobody ever sees half a header.
#include "trace/detail/session.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "trace/detail/byte_lock.hpp"
#include "trace/detail/inside.hpp"
#include "trace/detail/uncancelled.hpp"
#include "trace/detail/writer.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::detail {

namespace {

constinit std::atomic<std::uint32_t> never{0};
// A forked child has no file yet; this word sends its events the slow way,
// where the file is made.
constinit std::atomic<std::uint32_t> always{1};
constinit std::atomic<bool> told{false};

void close_first_gate(layout::gate& g) noexcept {
  if (own.wishes.first_gate == layout::gate_mode::open) {
    return;
  }
  g.kinds.store(all_points);
  g.slow_us.store(own.wishes.slow_us);
  g.first_until_ns.store(nanoseconds() + 5'000'000'000u);
  g.mode.store(own.wishes.first_gate);
}

/// Moves the file's descriptor out of the way: the program's own descriptors
/// keep the low numbers they would have had.
void move_up(int& file) noexcept {
  rlimit limit{};
  if (file < 0 || getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return;
  }
  constexpr rlim_t high_enough = 1024;
  const auto highest = static_cast<int>(
      (limit.rlim_cur < high_enough ? limit.rlim_cur : high_enough) - 1);
  const int moved = fcntl(file, F_DUPFD_CLOEXEC, highest);
  if (moved >= 0) {
    close(file);
    file = moved;
  }
}

/// Remembers which file it is, see owns_descriptor().
void remember_file() noexcept {
  struct stat st {};

  fstat(own.file, &st);
  own.inode = st.st_ino;
  own.device = st.st_dev;
}

/// Without the lock every reader would take us for dead.
bool lock_as_writer() noexcept {
  struct flock lock = byte_lock(layout::writer_lock_byte, F_WRLCK);
  return fcntl(own.file, F_SETLK, &lock) == 0;
}

/// False and errno; what was made so far is left to drop_file().
bool make_and_map(const char* path, std::uint64_t reserved) noexcept {
  unlink(path);
  own.file =
      open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  move_up(own.file);
  if (own.file < 0 || fchmod(own.file, 0600) != 0) {
    return false;
  }
  remember_file();
  if (ftruncate(own.file, static_cast<off_t>(own.size)) != 0) {
    return false;
  }
  void* map =
      mmap(nullptr, own.size, PROT_READ | PROT_WRITE, MAP_SHARED, own.file, 0);
  if (map == MAP_FAILED) {
    return false;
  }
  own.base = static_cast<char*>(map);
  return lock_as_writer() && reserve(0, reserved);
}

/// The sentence's reason, or nullptr when the file is there, mapped and ours.
const char* make_file(const char* path) noexcept {
  alignas(layout::header) static char plan[sizeof(layout::header)];
  std::memset(plan, 0, sizeof plan);
  auto* planned = new (plan) layout::header;
  plan_file(own.wishes, *planned);
  own.size = planned->file_size;
  rlimit limit{};
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < own.size) {
    return "the limit on file sizes (ulimit -f) is too low";
  }
  if (!make_and_map(path, planned->rings_offset)) {
    return std::strerror(errno);
  }
  std::memcpy(own.base, plan, sizeof plan);
  return nullptr;
}

void drop_file(const char* path) noexcept {
  unlink(path);
  if (own.base != nullptr) {
    munmap(own.base, own.size);
  }
  if (own.file >= 0) {
    close(own.file);
  }
  own.base = nullptr;
  own.file = -1;
}

void find_parts() noexcept {
  char* base = own.base;
  own.head = reinterpret_cast<layout::header*>(base);
  own.gate = reinterpret_cast<layout::gate*>(base + own.head->gate_offset);
  own.rings =
      reinterpret_cast<layout::ring_head*>(base + own.head->directory_offset);
  own.locations = reinterpret_cast<layout::location_entry*>(
      base + own.head->locations_offset);
  own.entities =
      reinterpret_cast<layout::entity*>(base + own.head->entities_offset);
}

void in_forked_child() noexcept {
  if (own.state.load() == session_state::closed) {
    return;
  }
  // The mapping and the descriptor are the parent's. The descriptor is closed
  // (a child has no locks to lose); the mapping stays, because another copy of
  // a pointer into it may be on this stack.
  if (owns_descriptor()) {
    close(own.file);
  }
  own.file = -1;
  own.base = nullptr;
  own.pid = static_cast<std::uint32_t>(getpid());
  own.before_open.store(0);
  forget_ring(mine);
  forget_tables();
  own.state.store(session_state::inherited);
  if (own.wishes.record == wish::standby) {
    open_session();  // else no reader could ever ask it to begin
  } else {
    recording.store(&always);
  }
}

void guarded_fork_child() noexcept {
  const inside guard;
  const uncancelled whole;
  in_forked_child();
}

[[gnu::constructor(101)]] void begin() noexcept {
  const inside guard;
  if (&executable_has_hooks != nullptr && executable_has_hooks()) {
    return;
  }
  char why[512];
  if (!read_settings(own.wishes, why, sizeof why)) {
    give_up(why);
    return;
  }
  if (own.wishes.record == wish::off) {
    return;
  }
  use_tsc = own.wishes.tsc;
  make_release_key();
  pthread_atfork(nullptr, nullptr, guarded_fork_child);
  own.state.store(session_state::inherited);
  open_session();
}

[[gnu::destructor(101)]] void finish() noexcept {
  const inside guard;
  if (own.state.exchange(session_state::closed) != session_state::open) {
    return;
  }
  recording.store(&never);
  const clock_pair now = read_both(use_tsc);
  own.head->ticks1.store(now.ticks);
  own.head->ns1.store(now.ns);
  own.head->state.store(layout::file_state::closed, std::memory_order_release);
  if (!own.wishes.keep) {
    unlink(own.path);
  }
}

}  // namespace

constinit session own;
constinit bool use_tsc = false;
constinit std::atomic<const std::atomic<std::uint32_t>*> recording{&never};

void give_up(const char* why) noexcept {
  recording.store(&never);
  if (told.exchange(true)) {
    return;
  }
  char line[640];
  const int n = std::snprintf(
      line, sizeof line, "looplab: this program is not recorded: %s.\n", why);
  const ssize_t written =
      write(STDERR_FILENO, line, static_cast<std::size_t>(n));
  static_cast<void>(written);  // nobody is left to tell
}

int trace_descriptor() noexcept {
  return own.file;
}

bool owns_descriptor() noexcept {
  struct stat st {};

  return own.file >= 0 && fstat(own.file, &st) == 0 && st.st_ino == own.inode &&
         st.st_dev == own.device;
}

bool reserve(std::uint64_t offset, std::uint64_t bytes) noexcept {
  if (!owns_descriptor()) {
    errno = EBADF;
    return false;
  }
  int fault = EINTR;
  for (int i = 0; i < 100 && fault == EINTR; ++i) {
    fault = posix_fallocate(own.file, static_cast<off_t>(offset),
                            static_cast<off_t>(bytes));
  }
  errno = fault;
  if (fault != 0) {
    return false;
  }
#if defined(MADV_POPULATE_WRITE)
  // Without this the first lap of a ring costs a page fault every 128 events.
  madvise(own.base + offset, bytes, MADV_POPULATE_WRITE);
  errno = 0;
#endif
  return true;
}

bool open_session() noexcept {
  auto expected = session_state::inherited;
  if (!own.state.compare_exchange_strong(expected, session_state::opening)) {
    return expected == session_state::open;
  }
  own.pid = static_cast<std::uint32_t>(getpid());
  char half[sizeof own.path];
  std::snprintf(half, sizeof half, "%s/.%u.half", own.wishes.directory,
                own.pid);
  std::snprintf(own.path, sizeof own.path, "%s/%u.trace", own.wishes.directory,
                own.pid);
  const char* fault = make_file(half);
  if (fault != nullptr) {
    char why[512];
    std::snprintf(why, sizeof why, "cannot make the trace file %s: %s",
                  own.path, fault);
    drop_file(half);
    own.state.store(session_state::closed);
    give_up(why);
    return false;
  }
  find_parts();
  describe_process(*own.head);
  own.head->unrecorded.store(own.before_open.load());
  close_first_gate(*own.gate);
  own.head->state.store(layout::file_state::live, std::memory_order_release);
  if (rename(half, own.path) != 0) {
    drop_file(half);
    own.state.store(session_state::closed);
    give_up("the trace file cannot be given its name");
    return false;
  }
  recording.store(&own.head->recording);
  own.state.store(session_state::open);
  return true;
}

}  // namespace looplab::trace::detail
