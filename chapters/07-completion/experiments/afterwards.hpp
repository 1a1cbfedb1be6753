// SPDX-License-Identifier: BSL-1.0
//
// What the two experiments with zero-copy share: a file sent from our memory,
// and what the kernel says of it afterwards.
#pragma once

#include <sys/mman.h>

#include "chapters/07-completion/experiments/delivery.hpp"

namespace {

struct outcome {
  unsigned sends = 0;
  unsigned told = 0;    // how many of them were reported on
  unsigned copied = 0;  // how many of those with the flag
};

inline void show(const char* name,
                 outcome (*send)(const char*, int, std::size_t),
                 const char* program) {
  auto* bytes = static_cast<const char*>(::mmap(
      nullptr, FILE_SIZE, PROT_READ, MAP_SHARED, make_pattern(program), 0));
  connection all;
  receiver sums(all.theirs);
  auto how = send(bytes, all.ours, FILE_SIZE);
  ::shutdown(all.ours, SHUT_WR);
  std::printf("%-12s %4u sends, %u reports, copied %u, sum %016lx\n", name,
              how.sends, how.told, how.copied, sums.sum());
}

}  // namespace
