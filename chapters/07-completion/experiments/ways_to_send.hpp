// SPDX-License-Identifier: BSL-1.0
//
// Four ways to send a file, and how many calls each takes. Who receives is not
// their business.
#pragma once

#include <sys/mman.h>
#include <sys/sendfile.h>

#include <algorithm>

#include "chapters/07-completion/experiments/delivery.hpp"

namespace {

// Each sends `size` bytes of the file and returns how many calls it took.
inline long read_and_write(int file, int to, std::size_t size) {
  std::vector<char> buffer(std::min(size, PIECE));
  long calls = 0;
  ::lseek(file, 0, SEEK_SET);
  for (std::size_t done = 0; done < size; done += buffer.size(), calls += 2) {
    must(::read(file, buffer.data(), buffer.size()) > 0, "read");
    must(::write(to, buffer.data(), buffer.size()) > 0, "write");
  }
  return calls;
}

inline long mmap_and_write(int file, int to, std::size_t size) {
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  must(::write(to, bytes, size) > 0, "write");
  ::munmap(bytes, size);
  return 3;
}

inline long by_sendfile(int file, int to, std::size_t size) {
  long calls = 0;
  for (off_t done = 0; done < static_cast<off_t>(size); ++calls) {
    must(::sendfile(to, file, &done, size - static_cast<std::size_t>(done)) > 0,
         "sendfile");
  }
  return calls;
}

inline long by_splice(int file, int to, std::size_t size) {
  int pipe_ends[2];
  must(::pipe(pipe_ends) == 0, "pipe");
  long calls = 0;
  for (off_t done = 0; done < static_cast<off_t>(size); calls += 2) {
    auto got = ::splice(file, &done, pipe_ends[1], nullptr, PIECE, 0);
    auto piece = static_cast<std::size_t>(got);
    must(::splice(pipe_ends[0], nullptr, to, nullptr, piece, 0) == got,
         "splice");
    done = size < PIECE ? static_cast<off_t>(size) : done;
  }
  return calls;
}

}  // namespace
