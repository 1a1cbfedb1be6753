// SPDX-License-Identifier: BSL-1.0
//
// A program and the processes it made, as far as they are recorded: watches
// the trace directory for their files. A process belongs to the family if the
// chain of its parents, or its session, leads to the first one. It refuses to
// guess: a file of anybody else is left alone.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

struct trace_file {
  std::uint32_t pid = 0;
  std::filesystem::path path;
  ino_t inode = 0;  ///< an exec puts another file under the same name
};

class family {
 public:
  /// nothing and one sentence in `error` if the trace directory is refused.
  static std::optional<family> watch(std::string& error);

  /// From now on files of this process and of its descendants count.
  void set_head(std::uint32_t pid) { members_.insert(head_ = pid); }

  /// Files that came, or came anew after an exec, since the last call.
  std::vector<trace_file> look();

  /// The process of this file has ended, and its file is gone.
  void forget(const trace_file& file) { seen_.erase(file.pid); }

  const std::set<std::uint32_t>& members() const { return members_; }

  /// Readable when look() may find something.
  int changes() const { return changes_.get(); }

 private:
  struct seen_file {
    ino_t inode = 0;
    descriptor open;
  };

  bool something_changed();
  bool is_member(std::uint32_t pid);

  std::filesystem::path directory_;
  descriptor changes_;
  bool looked_ = false;
  std::uint32_t head_ = 0;
  std::set<std::uint32_t> members_;
  /// The files that were looked at, ours or not. Ours are kept open: an inode
  /// that has become free could be that of the next program's file.
  std::map<std::uint32_t, seen_file> seen_;
};

}  // namespace looplab::target
