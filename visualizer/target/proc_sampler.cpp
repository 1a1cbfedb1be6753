// SPDX-License-Identifier: BSL-1.0
//
// What a pipe holds cannot be asked without opening it, which its other side
// could notice: pipes are named and no more.
#include "visualizer/target/proc_sampler.hpp"

#include <dirent.h>
#include <time.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "visualizer/target/proc_file.hpp"

namespace looplab::target {
namespace {

/// The numbers that name the entries of a directory of /proc.
std::vector<int> numbers_in(const std::string& folder, std::size_t most) {
  std::vector<int> numbers;
  const std::unique_ptr<DIR, int (*)(DIR*)> list(::opendir(folder.c_str()),
                                                 &::closedir);
  while (list && numbers.size() < most) {
    const dirent* entry = ::readdir(list.get());
    if (entry == nullptr) {
      break;
    }
    if (entry->d_name[0] != '.') {
      numbers.push_back(static_cast<int>(number_in(entry->d_name)));
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

/// The rest of the line that begins with `key`.
std::string_view line_of(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    if (line.starts_with(key)) {
      line.remove_prefix(key.size());
      return line;
    }
  }
  return {};
}

trace::thread_sample look_at_thread(const std::string& folder, int tid) {
  trace::thread_sample seen;
  seen.tid = static_cast<std::uint32_t>(tid);
  const std::string status = read_proc(folder + "/status");
  std::string_view name = line_of(status, "Name:\t");
  seen.comm = name;
  const std::string_view state = line_of(status, "State:\t");
  seen.state = state.empty() ? '?' : state.front();
  seen.voluntary = number_in(line_of(status, "voluntary_ctxt_switches:"));
  seen.involuntary = number_in(line_of(status, "nonvoluntary_ctxt_switches:"));
  if (seen.state != 'R') {
    seen.wchan = read_proc(folder + "/wchan");
    if (seen.wchan == "0") {
      seen.wchan.clear();
    }
  }
  // "time on a CPU, time in line for one, turns there"
  const std::string schedule = read_proc(folder + "/schedstat");
  std::string_view numbers = schedule;
  take_until(numbers, ' ');
  if (!numbers.empty()) {
    seen.delay_ns = static_cast<std::int64_t>(number_in(numbers));
  }
  return seen;
}

/// Lines such as "tfd:  5 events:  2019 data:  7f00ff  pos:0 ino:1a sdev:9".
void read_interest(std::string_view text, int epoll_fd, trace::sample& into) {
  const auto field = [](std::string_view line, std::string_view key, int base) {
    const std::size_t at = line.find(key);
    return at == std::string_view::npos
               ? std::uint64_t{0}
               : number_in(line.substr(at + key.size()), base);
  };
  while (!text.empty()) {
    const std::string_view line = take_until(text, '\n');
    if (line.starts_with("tfd:")) {
      into.watches.push_back(
          {epoll_fd, static_cast<int>(field(line, "tfd:", 10)),
           static_cast<std::uint32_t>(field(line, "events:", 16)),
           field(line, "data:", 16)});
    }
  }
}

std::int64_t monotonic_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

void proc_sampler::look_at_descriptors(const std::string& folder,
                                       trace::sample& into) {
  std::map<int, std::uint64_t> inodes;
  for (const int fd : numbers_in(folder + "/fd", 1024)) {
    const std::string link = read_link(folder + "/fd/" + std::to_string(fd));
    const std::string_view what(link);
    const std::string info = folder + "/fdinfo/" + std::to_string(fd);
    if (what.starts_with("socket:[")) {
      inodes[fd] = number_in(what.substr(8));
    } else if (what == "anon_inode:[eventpoll]") {
      read_interest(read_proc(info), fd, into);
    } else if (what == "anon_inode:[eventfd]") {
      const std::string text = read_proc(info);
      const auto count = number_in(line_of(text, "eventfd-count:"), 16);
      into.sockets.push_back(
          {fd, "eventfd", static_cast<std::uint32_t>(count), 0});
    } else if (what.starts_with("pipe:[")) {
      into.sockets.push_back({fd, "pipe", 0, 0});
    }
  }
  std::vector<std::uint64_t> wanted;
  for (const auto& [fd, inode] : inodes) {
    wanted.push_back(inode);
  }
  const auto known = sockets_.look(wanted);
  for (const auto& [fd, inode] : inodes) {
    if (const auto facts = known.find(inode); facts != known.end()) {
      into.sockets.push_back(
          {fd, facts->second.what, facts->second.unread, facts->second.unsent});
    }
  }
}

trace::sample proc_sampler::look(std::uint32_t pid) {
  trace::sample seen;
  const std::string folder = "/proc/" + std::to_string(pid);
  for (const int tid : numbers_in(folder + "/task", 256)) {
    seen.threads.push_back(
        look_at_thread(folder + "/task/" + std::to_string(tid), tid));
  }
  look_at_descriptors(folder, seen);
  seen.t_ns = monotonic_ns();
  return seen;
}

}  // namespace looplab::target
