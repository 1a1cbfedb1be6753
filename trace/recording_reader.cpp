// SPDX-License-Identifier: BSL-1.0
//
// Reads a recording chunk by chunk. A chunk counts only as a whole and with
// the right checksum; the first one that is cut off ends the reading with a
// note, one that is damaged or lies refuses the file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "trace/detail/checksum.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/detail/version.hpp"
#include "trace/detail/whole.hpp"
#include "trace/layout.hpp"
#include "trace/recording.hpp"

namespace looplab::trace {

namespace {

// A file with holes may claim any size; nobody makes room for a claim.
constexpr std::uint64_t most_bytes_a_chunk = 1u << 30;
constexpr std::uint64_t most_entries_expected = 1u << 22;

class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}

  ~descriptor() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }

  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;

  int get() const { return fd_; }

 private:
  int fd_;
};

bool read_whole(int fd, void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  return detail::move_whole(size, [&](std::size_t done, std::size_t left) {
    return read(fd, at + done, left);
  });
}

std::string check_head(const detail::recording_head& head) {
  if (std::memcmp(head.magic, detail::recording_magic, sizeof head.magic) !=
      0) {
    return "it is not a recording";
  }
  if (head.byte_order != layout::byte_order) {
    return "it was written with another byte order";
  }
  return detail::check_version(
      {head.major_version, head.minor_version},
      {detail::recording_major, detail::recording_minor});
}

/// Reads chunks until the end mark, the file's end, or a fault.
std::string read_chunks(int fd, std::uint64_t left, log& out,
                        std::string& note) {
  std::string bytes;
  std::uint64_t number = 0;
  const std::string cut =
      "the recording has no end (its recorder was killed or the disk was "
      "full); it is shown as far as it is whole";
  for (;;) {
    detail::chunk_head head{};
    if (left < sizeof head || !read_whole(fd, &head, sizeof head)) {
      note = cut;
      return "";
    }
    left -= sizeof head;
    ++number;
    if (head.size > left) {
      note = cut;
      return "";
    }
    const std::string where = "chunk " + std::to_string(number) + ": ";
    if (head.size > most_bytes_a_chunk) {
      return where + "its length is absurd";
    }
    left -= head.size;
    bytes.resize(head.size);
    if (!read_whole(fd, bytes.data(), bytes.size())) {
      note = cut;
      return "";
    }
    if (detail::checksum(bytes) != head.checksum) {
      return where + "it is damaged (wrong checksum)";
    }
    detail::byte_source from(bytes);
    detail::read_chunk(head.kind, from, out);
    if (!from.good()) {
      return where + from.fault();
    }
    if (head.kind == detail::chunk_kind::end) {
      return from.number<std::uint64_t>() == out.size()
                 ? ""
                 : where + "events are missing";
    }
  }
}

}  // namespace

bool read_recording(const std::filesystem::path& file, log& out,
                    std::string& note, std::string& error) {
  const auto refuse = [&](const std::string& why) {
    error = "cannot read " + file.string() + ": " + why;
    return false;
  };
  const descriptor in(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));

  struct stat st {};

  if (in.get() < 0 || fstat(in.get(), &st) != 0) {
    return refuse(std::strerror(errno));
  }
  if (!S_ISREG(st.st_mode)) {
    return refuse("it is not a regular file");
  }
  detail::recording_head head{};
  const auto size = static_cast<std::uint64_t>(st.st_size);
  if (size < sizeof head || !read_whole(in.get(), &head, sizeof head)) {
    return refuse("it is not a recording");
  }
  if (std::string fault = check_head(head); !fault.empty()) {
    return refuse(fault);
  }
  note.clear();
  log fresh;
  // Most of a recording is entries.
  fresh.reserve(std::min(size / sizeof(entry), most_entries_expected));
  const std::string fault =
      read_chunks(in.get(), size - sizeof head, fresh, note);
  if (!fault.empty()) {
    return refuse(fault);
  }
  out = std::move(fresh);
  return true;
}

}  // namespace looplab::trace
