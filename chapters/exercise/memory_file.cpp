// SPDX-License-Identifier: BSL-1.0
#include "chapters/exercise/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "trace/detail/inside.hpp"
#include "trace/name.hpp"

namespace looplab::exercise {

namespace {

using silence = trace::detail::inside;

// No two pages are alike.
char byte_at(std::size_t place) {
  return static_cast<char>('a' + (place + place / 4096 * 3 + place / 97) % 26);
}

}  // namespace

memory_file::memory_file(const char* name, std::size_t size)
    : bytes_(size, '\0') {
  const silence here;
  for (std::size_t i = 0; i < size; ++i) {
    bytes_[i] = byte_at(i);
  }
  fd_ = ::memfd_create(name, MFD_CLOEXEC);
  (void)!::write(fd_, bytes_.data(), size);
  trace::name(fd_, name);
}

memory_file::~memory_file() {
  const silence here;
  ::close(fd_);
}

std::string memory_file::read(std::size_t size, std::size_t at) const {
  const silence here;
  std::string out(size, '\0');
  const auto count = ::pread(fd_, out.data(), size, static_cast<off_t>(at));
  out.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return out;
}

void memory_file::cut(std::size_t size) {
  const silence here;
  (void)!::ftruncate(fd_, static_cast<off_t>(size));
}

std::size_t first_difference(const std::string& got,
                             const std::string& wanted) {
  return static_cast<std::size_t>(std::ranges::mismatch(got, wanted).in1 -
                                  got.begin());
}

}  // namespace looplab::exercise
