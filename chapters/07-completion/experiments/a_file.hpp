// SPDX-License-Identifier: BSL-1.0
//
// Files for an experiment, on the disk that the program is on.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

inline void must(bool holds, const char* what) {
  if (!holds) {
    std::perror(what);
    std::exit(1);
  }
}

/// Without a name, so that it is gone with the program.
inline int make_file(const std::string& program) {
  auto name = program + ".data";
  int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  must(file >= 0, name.c_str());
  ::unlink(name.c_str());
  return file;
}

constexpr std::size_t FILE_SIZE = 8 << 20;

/// A file in which every byte depends on its place.
inline int make_pattern(const char* program) {
  std::vector<char> bytes(FILE_SIZE);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(i ^ (i >> 8) ^ (i >> 16));
  }
  int file = make_file(program);
  must(::pwrite(file, bytes.data(), FILE_SIZE, 0) == FILE_SIZE, "pwrite");
  return file;
}

}  // namespace
