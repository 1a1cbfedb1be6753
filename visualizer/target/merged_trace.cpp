// SPDX-License-Identifier: BSL-1.0
//
// A source is dropped as soon as it has told the end of its process, which is
// the last it tells: how busy the others are does not matter.
#include "visualizer/target/merged_trace.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace looplab::target {

bool merged_trace::add(const trace_file& file, std::string& error) {
  auto opened = trace::reader::open(file.path, error);
  // Since it was found, the next program's file may have come in its place;
  // that one is found by itself, and would be read twice.
  if (!opened || opened->inode() != file.inode) {
    return false;
  }
  opened->begin_recording();
  sources_.push_back({file, std::move(opened)});
  any_ = true;
  return true;
}

bool merged_trace::add_living(const trace_file& file, std::string& error) {
  const auto opened = trace::reader::open(file.path, error);
  return opened && opened->state() == trace::writer_state::live &&
         add(file, error);
}

std::vector<std::uint32_t> merged_trace::living() const {
  std::vector<std::uint32_t> pids;
  for (const source& one : sources_) {
    if (one.lives()) {
      pids.push_back(one.file.pid);
    }
  }
  return pids;
}

void merged_trace::remove_file(const trace_file& file) {
  struct stat now {};

  if (::lstat(file.path.c_str(), &now) == 0 && now.st_ino == file.inode) {
    ::unlink(file.path.c_str());
  }
}

void merged_trace::remove_files() {
  for (const source& one : sources_) {
    if (!one.lives()) {
      remove_file(one.file);
    }
  }
  for (const trace_file& file : left_) {
    remove_file(file);
  }
}

std::size_t merged_trace::drain(trace::log& into, std::size_t most,
                                std::int64_t until_ns) {
  std::vector<trace::reader*> all;
  for (const source& one : sources_) {
    all.push_back(one.reads.get());
  }
  const std::size_t came = trace::drain(all, into, until_ns, most);
  std::erase_if(sources_, [this](const source& one) {
    if (!one.reads->over()) {
      return false;
    }
    ended_.push_back({one.file, one.reads->successor().empty()});
    // Between a look at the name and its removal the next program could have
    // put its file there.
    if (ended_.back().process_ended) {
      remove_file(one.file);
    } else {
      left_.push_back(one.file);
    }
    return true;
  });
  return came;
}

}  // namespace looplab::target
