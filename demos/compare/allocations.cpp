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

// glibc's own names of what stands behind malloc and its kin; dlsym, which
// finds such things elsewhere, would allocate.
extern "C" {
void* real_malloc(std::size_t size) __asm__("__libc_malloc");
void* real_calloc(std::size_t number,
                  std::size_t size) __asm__("__libc_calloc");
void* real_realloc(void* old, std::size_t size) __asm__("__libc_realloc");
void* real_memalign(std::size_t alignment,
                    std::size_t size) __asm__("__libc_memalign");
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
  return real_malloc(size);
}

LOOPLAB_COUNTS void* calloc(std::size_t nmemb, std::size_t size) noexcept {
  count();
  return real_calloc(nmemb, size);
}

LOOPLAB_COUNTS void* realloc(void* ptr, std::size_t size) noexcept {
  count();
  return real_realloc(ptr, size);
}

LOOPLAB_COUNTS void* memalign(std::size_t alignment,
                              std::size_t size) noexcept {
  count();
  return real_memalign(alignment, size);
}

LOOPLAB_COUNTS void* aligned_alloc(std::size_t alignment,
                                   std::size_t size) noexcept {
  return memalign(alignment, size);
}

LOOPLAB_COUNTS int posix_memalign(void** memptr, std::size_t alignment,
                                  std::size_t size) noexcept {
  void* const made = memalign(alignment, size);
  if (made == nullptr) {
    return ENOMEM;
  }
  *memptr = made;
  return 0;
}
