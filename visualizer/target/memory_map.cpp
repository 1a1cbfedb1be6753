// SPDX-License-Identifier: BSL-1.0
//
// A line of /proc/PID/maps: begin-end rights offset device inode file.
#include "visualizer/target/memory_map.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "visualizer/target/proc_file.hpp"

namespace looplab::target {
namespace {

std::optional<mapping> code_in(std::string_view line) {
  mapping one;
  one.begin = number_in(take_until(line, '-'), 16);
  one.end = number_in(take_until(line, ' '), 16);
  const std::string_view rights = take_until(line, ' ');
  one.offset = number_in(take_until(line, ' '), 16);
  take_until(line, ' ');
  one.inode = number_in(take_until(line, ' '));
  const std::size_t name = line.find_first_not_of(' ');
  if (rights.find('x') == std::string_view::npos || one.inode == 0 ||
      name == std::string_view::npos) {
    return std::nullopt;
  }
  one.file = line.substr(name);
  return one;
}

bool is_file(const std::string& path, std::uint64_t inode) {
  struct stat facts {};

  return ::stat(path.c_str(), &facts) == 0 && facts.st_ino == inode;
}

}  // namespace

void memory_map::read() {
  const std::string text = read_proc("/proc/" + std::to_string(pid_) + "/maps");
  std::string_view left(text);
  std::vector<mapping> code;
  while (!left.empty()) {
    if (auto one = code_in(take_until(left, '\n'))) {
      code.push_back(std::move(*one));
    }
  }
  if (!code.empty()) {
    code_ = std::move(code);
  }
}

const mapping* memory_map::find_known(std::uint64_t address) const {
  const auto after = std::upper_bound(
      code_.begin(), code_.end(), address,
      [](std::uint64_t at, const mapping& one) { return at < one.begin; });
  if (after == code_.begin() || address >= (after - 1)->end) {
    return nullptr;
  }
  return &*(after - 1);
}

const mapping* memory_map::find(std::uint64_t address) {
  const mapping* found = find_known(address);
  if (found == nullptr) {
    read();
    found = find_known(address);
  }
  return found;
}

const mapping* memory_map::program() const {
  const auto found =
      std::find_if(code_.begin(), code_.end(), [&](const mapping& one) {
        return is_file("/proc/" + std::to_string(pid_) + "/exe", one.inode);
      });
  return found == code_.end() ? nullptr : &*found;
}

std::string memory_map::file_of(const mapping& one) const {
  const std::string process = "/proc/" + std::to_string(pid_);
  for (const std::string& path :
       {one.file, process + "/exe", process + "/root" + one.file}) {
    if (is_file(path, one.inode)) {
      return path;
    }
  }
  return {};
}

}  // namespace looplab::target
