// SPDX-License-Identifier: BSL-1.0
//
// Counts a program's allocations from outside: preloaded, it stands before
// malloc and its kin, and counts each call in the first eight bytes of the file
// that LOOPLAB_ALLOCATIONS names. The processes that the program starts count
// there too. It counts no bytes, and nothing is left when it cannot count: the
// program runs as it would without.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

// What glibc calls these functions itself; dlsym would allocate to find them.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

using counter = std::atomic<std::uint64_t>;

constinit std::atomic<counter*> allocations = nullptr;

void count() {
  if (counter* const here = allocations.load(std::memory_order_relaxed)) {
    here->fetch_add(1, std::memory_order_relaxed);
  }
}

[[gnu::constructor]] void open_counter() {
  const char* const path = std::getenv("LOOPLAB_ALLOCATIONS");
  const int file = path == nullptr ? -1 : ::open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) {
    return;
  }
  void* const place = ::mmap(nullptr, sizeof(counter), PROT_READ | PROT_WRITE,
                             MAP_SHARED, file, 0);
  ::close(file);
  if (place != MAP_FAILED) {
    allocations = static_cast<counter*>(place);
  }
}

}  // namespace

#define LOOPLAB_COUNTS extern "C" [[gnu::visibility("default")]]

LOOPLAB_COUNTS void* malloc(std::size_t size) noexcept {
  count();
  return __libc_malloc(size);
}

LOOPLAB_COUNTS void* calloc(std::size_t number, std::size_t size) noexcept {
  count();
  return __libc_calloc(number, size);
}

LOOPLAB_COUNTS void* realloc(void* old, std::size_t size) noexcept {
  count();
  return __libc_realloc(old, size);
}

LOOPLAB_COUNTS void* memalign(std::size_t alignment,
                              std::size_t size) noexcept {
  count();
  return __libc_memalign(alignment, size);
}

LOOPLAB_COUNTS void* aligned_alloc(std::size_t alignment,
                                   std::size_t size) noexcept {
  return memalign(alignment, size);
}

LOOPLAB_COUNTS int posix_memalign(void** result, std::size_t alignment,
                                  std::size_t size) noexcept {
  void* const made = memalign(alignment, size);
  if (made == nullptr) {
    return ENOMEM;
  }
  *result = made;
  return 0;
}
