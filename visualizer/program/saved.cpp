// SPDX-License-Identifier: BSL-1.0
//
// See saved.hpp: inotify on the folder.
#include "visualizer/program/saved.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <cstdio>

namespace looplab::program {

saved_file::saved_file(const std::filesystem::path& file)
    : watch_(inotify_init1(IN_CLOEXEC)), name_(file.filename().string()) {
  auto folder = file.parent_path();
  if (watch_ >= 0 &&
      inotify_add_watch(watch_, folder.empty() ? "." : folder.c_str(),
                        IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
    close(watch_);
    watch_ = -1;
  }
}

saved_file::~saved_file() {
  if (watch_ >= 0) {
    close(watch_);
  }
}

bool saved_file::wait() {
  std::fflush(stdout);
  alignas(inotify_event) char buffer[4096];
  while (watch_ >= 0) {
    const auto size = read(watch_, buffer, sizeof buffer);
    if (size <= 0) {
      return false;
    }
    bool saved = false;
    for (const char* at = buffer; at < buffer + size;) {
      const auto* one = reinterpret_cast<const inotify_event*>(at);
      saved = saved || (one->len > 0 && name_ == one->name);
      at += sizeof(inotify_event) + one->len;
    }
    if (saved) {
      return true;
    }
  }
  return false;
}

}  // namespace looplab::program
