// SPDX-License-Identifier: BSL-1.0
//
// Opens, checks and shares trace files. One process may follow and control the
// same file from two places, so what is open is kept in one list.
#include "trace/detail/trace_file.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "trace/detail/byte_lock.hpp"
#include "trace/detail/whole.hpp"

namespace looplab::trace::detail {

namespace {

using key = std::pair<dev_t, ino_t>;

struct open_files {
  std::mutex guard;
  std::map<key, std::weak_ptr<trace_file>> files;
};

open_files& all() {
  static open_files one;
  return one;
}

std::string check_file(const struct stat& st) {
  if (!S_ISREG(st.st_mode)) {
    return "it is not a regular file";
  }
  if (st.st_uid != geteuid()) {
    return "it belongs to somebody else";
  }
  if ((st.st_mode & 077) != 0) {
    return "it is open to others";
  }
  if (st.st_size < static_cast<off_t>(layout::page)) {
    return "it is cut off: not even its header is whole";
  }
  return "";
}

}  // namespace

std::shared_ptr<trace_file> trace_file::open(const std::filesystem::path& path,
                                             std::string& error) {
  const auto refuse = [&](const std::string& why) {
    error = "cannot follow " + path.string() + ": " + why;
    return nullptr;
  };
  const std::lock_guard hold(all().guard);

  struct stat st {};

  // Looked up by name first: opening it again, only to find that we have it,
  // would drop our locks when that second descriptor is closed.
  if (lstat(path.c_str(), &st) != 0) {
    return refuse(std::strerror(errno));
  }
  if (auto known = all().files[{st.st_dev, st.st_ino}].lock()) {
    return known;
  }
  if (std::string fault = check_file(st); !fault.empty()) {
    return refuse(fault);
  }
  auto made = std::shared_ptr<trace_file>(new trace_file);
  made->file_ =
      ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (made->file_ < 0 || fstat(made->file_, &st) != 0) {
    return refuse(std::strerror(errno));
  }
  if (std::string fault = check_file(st); !fault.empty()) {
    return refuse(fault);
  }
  alignas(layout::header) char first[layout::page];
  if (!made->read(0, first, sizeof first)) {
    return refuse("its header cannot be read");
  }
  if (std::string fault = check_header(
          first, static_cast<std::uint64_t>(st.st_size), made->plan_);
      !fault.empty()) {
    return refuse(fault);
  }
  const file_plan& plan = made->plan_;
  made->mapped_ =
      plan.directory_offset + plan.ring_count * sizeof(layout::ring_head);
  void* map = mmap(nullptr, made->mapped_, PROT_READ | PROT_WRITE, MAP_SHARED,
                   made->file_, 0);
  if (map == MAP_FAILED) {
    return refuse(std::strerror(errno));
  }
  made->base_ = static_cast<char*>(map);
  all().files[{st.st_dev, st.st_ino}] = made;
  return made;
}

trace_file::~trace_file() {
  if (base_ != nullptr) {
    munmap(base_, mapped_);
  }
  if (file_ >= 0) {
    close(file_);
  }
}

layout::header& trace_file::head() const {
  return *reinterpret_cast<layout::header*>(base_);
}

layout::gate& trace_file::gate() const {
  return *reinterpret_cast<layout::gate*>(base_ + plan_.gate_offset);
}

layout::ring_head& trace_file::ring(std::uint32_t index) const {
  return reinterpret_cast<layout::ring_head*>(base_ +
                                              plan_.directory_offset)[index];
}

layout::ring_place trace_file::slots_of(std::uint32_t index) const {
  return layout::place_of_ring(plan_.classes, plan_.rings_offset, index);
}

bool trace_file::read(std::uint64_t offset, void* to, std::size_t bytes) const {
  auto* at = static_cast<char*>(to);
  return move_whole(bytes, [&](std::size_t done, std::size_t left) {
    return pread(file_, at + done, left, static_cast<off_t>(offset + done));
  });
}

std::uint64_t trace_file::inode() const {
  struct stat st {};

  return fstat(file_, &st) == 0 ? st.st_ino : 0;
}

bool trace_file::intact() const {
  struct stat st {};

  return fstat(file_, &st) == 0 &&
         static_cast<std::uint64_t>(st.st_size) >= plan_.file_size;
}

bool trace_file::locked_by_other(std::int64_t byte) const {
  struct flock lock = byte_lock(byte, F_WRLCK);
  return fcntl(file_, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

bool trace_file::lock(std::int64_t byte) {
  struct flock lock = byte_lock(byte, F_WRLCK);
  return fcntl(file_, F_SETLK, &lock) == 0;
}

void trace_file::unlock(std::int64_t byte) {
  struct flock lock = byte_lock(byte, F_UNLCK);
  fcntl(file_, F_SETLK, &lock);
}

}  // namespace looplab::trace::detail
