// SPDX-License-Identifier: BSL-1.0
//
// 16 bytes of memory a chunk: a recording of a day has two or three million of
// them, if every frame of the screen wrote one.
#include "trace/detail/recorded_entries.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "trace/detail/whole.hpp"

namespace looplab::trace::detail {

recorded_entries::recorded_entries(int file)
    : file_(fcntl(file, F_DUPFD_CLOEXEC, 0)) {}

recorded_entries::~recorded_entries() {
  if (file_ >= 0) {
    close(file_);
  }
}

void recorded_entries::add(std::uint64_t offset, std::size_t count) {
  if (count > 0) {
    pieces_.push_back({size_, offset});
    size_ += count;
  }
}

recorded_entries::chunk_place recorded_entries::chunk(std::size_t index) const {
  const piece& at = pieces_[index];
  return {at.offset, end_of(index) - at.first};
}

bool recorded_entries::read(std::size_t first, std::span<entry> to) const {
  if (first > size_ || to.size() > size_ - first) {
    return false;
  }
  const auto behind = std::upper_bound(
      pieces_.begin(), pieces_.end(), first,
      [](std::size_t wanted, const piece& p) { return wanted < p.first; });
  auto index = static_cast<std::size_t>(behind - pieces_.begin()) - 1;
  while (!to.empty()) {
    const piece& from = pieces_[index];
    const std::size_t count = std::min(to.size(), end_of(index) - first);
    auto* bytes = reinterpret_cast<char*>(to.data());
    const std::uint64_t offset =
        from.offset + (first - from.first) * sizeof(entry);
    const bool whole = move_whole(
        count * sizeof(entry), [&](std::size_t done, std::size_t left) {
          return pread(file_, bytes + done, left,
                       static_cast<off_t>(offset + done));
        });
    if (!whole) {
      return false;
    }
    to = to.subspan(count);
    first += count;
    ++index;
  }
  return true;
}

}  // namespace looplab::trace::detail
