// SPDX-License-Identifier: BSL-1.0
//
// inotify says when the directory changed; without it (its limits are used up)
// the directory is looked at each time.
#include "visualizer/target/family.hpp"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "trace/reader.hpp"
#include "visualizer/target/orphans.hpp"
#include "visualizer/target/proc_file.hpp"

namespace looplab::target {

std::optional<family> family::watch(std::string& error) {
  const auto directory = trace::trace_directory(error);
  if (!directory) {
    return std::nullopt;
  }
  family made;
  made.directory_ = *directory;
  descriptor changes(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  // A trace file gets its name by renaming, once it is whole.
  if (changes && ::inotify_add_watch(changes.get(), directory->c_str(),
                                     IN_MOVED_TO) >= 0) {
    made.changes_ = std::move(changes);
  }
  return made;
}

bool family::something_changed() {
  bool changed = !looked_ || !changes_;
  looked_ = true;
  std::array<char, 4096> events;
  while (changes_ && ::read(changes_.get(), events.data(), events.size()) > 0) {
    changed = true;
  }
  return changed;
}

bool family::is_member(std::uint32_t pid) {
  constexpr int deepest = 32;
  std::uint32_t at = pid;
  for (int depth = 0; depth < deepest && at > 1; ++depth) {
    if (members_.contains(at)) {
      return true;
    }
    const auto facts = facts_of(at);
    if (!facts) {
      return false;
    }
    // An orphan was left to us by a parent that is gone: one of the family's.
    if (facts->session == head_ || is_orphan(at)) {
      return true;
    }
    at = facts->parent;
  }
  return false;
}

std::vector<trace_file> family::look() {
  std::vector<trace_file> found;
  if (!something_changed()) {
    return found;
  }
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::directory_iterator(directory_, ignored)) {
    const std::filesystem::path& path = entry.path();
    const auto pid =
        static_cast<std::uint32_t>(number_in(path.filename().string()));

    if (pid == 0 || path != trace::trace_file_of(pid)) {
      continue;
    }
    descriptor file(::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));

    struct stat facts {};

    seen_file& seen = seen_[pid];
    if (!file || ::fstat(file.get(), &facts) != 0 ||
        seen.inode == facts.st_ino) {
      continue;
    }
    seen = {facts.st_ino, {}};
    if (is_member(pid)) {
      members_.insert(pid);
      seen.open = std::move(file);
      found.push_back({pid, path, facts.st_ino});
    }
  }
  return found;
}

}  // namespace looplab::target
