// SPDX-License-Identifier: BSL-1.0
//
// Walks over the chunks of a recording: reads the tables at once, and notes
// where the entries lie, which are checked when they are asked for. A chunk
// counts only as a whole and with the right checksum; the first one that is cut
// off ends the reading with a note, one that is damaged or lies refuses the
// file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "trace/detail/checksum.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/detail/recorded_entries.hpp"
#include "trace/detail/version.hpp"
#include "trace/detail/whole.hpp"
#include "trace/layout.hpp"
#include "trace/recording.hpp"

namespace looplab::trace {

namespace {

// A file with holes may claim any size; nobody makes room for a claim.
constexpr std::uint64_t most_bytes_a_chunk = 1u << 30;
// These are read in one piece, in a log that may have bounded memory.
constexpr std::uint64_t most_bytes_of_entries = 1u << 26;
// Of the entries of a recording, what stays in memory.
constexpr std::size_t kept_entries = 8 * entry_list::per_block;

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

bool read_at(int fd, std::uint64_t offset, void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  return detail::move_whole(size, [&](std::size_t done, std::size_t left) {
    return pread(fd, at + done, left, static_cast<off_t>(offset + done));
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

class chunk_reader final : public recording_reader {
 public:
  explicit chunk_reader(int fd)
      : in_(fd), entries_(std::make_shared<detail::recorded_entries>(fd)) {}

  /// "" or why the file is refused.
  std::string begin(log& out, std::string& note);

  std::size_t total() const override { return entries_->size(); }

  bool more(log& out, std::size_t about, std::string& error) override;

 private:
  std::string walk(std::uint64_t size, log& out, std::string& note);
  std::string take_chunk(const detail::chunk_head& head, std::uint64_t offset,
                         log& out);
  std::string take_table(const detail::chunk_head& head, std::uint64_t offset,
                         log& out);
  std::string take_entries(std::size_t chunk, log& out);

  descriptor in_;
  std::shared_ptr<detail::recorded_entries> entries_;
  std::size_t chunks_read_ = 0;
  std::vector<entry> part_;
};

std::string chunk_reader::begin(log& out, std::string& note) {
  struct stat st {};

  if (fstat(in_.get(), &st) != 0) {
    return std::strerror(errno);
  }
  if (!S_ISREG(st.st_mode)) {
    return "it is not a regular file";
  }
  detail::recording_head head{};
  const auto size = static_cast<std::uint64_t>(st.st_size);
  if (size < sizeof head || !read_at(in_.get(), 0, &head, sizeof head)) {
    return "it is not a recording";
  }
  if (std::string fault = check_head(head); !fault.empty()) {
    return fault;
  }
  out.entries().keep(kept_entries);
  out.entries().back_with(entries_);
  return walk(size, out, note);
}

/// From chunk to chunk until the end mark, the file's end, or a fault.
std::string chunk_reader::walk(std::uint64_t size, log& out,
                               std::string& note) {
  std::uint64_t at = sizeof(detail::recording_head);
  for (std::uint64_t number = 1;; ++number) {
    detail::chunk_head head{};
    if (size - at < sizeof head ||
        !read_at(in_.get(), at, &head, sizeof head) ||
        head.size > size - at - sizeof head) {
      note =
          "the recording has no end (its recorder was killed or the disk was "
          "full); it is shown as far as it is whole";
      return "";
    }
    at += sizeof head;
    if (const std::string fault = take_chunk(head, at, out); !fault.empty()) {
      return "chunk " + std::to_string(number) + ": " + fault;
    }
    if (head.kind == detail::chunk_kind::end) {
      return "";
    }
    at += head.size;
  }
}

std::string chunk_reader::take_chunk(const detail::chunk_head& head,
                                     std::uint64_t offset, log& out) {
  if (head.kind != detail::chunk_kind::entries) {
    return take_table(head, offset, out);
  }
  if (head.size > most_bytes_of_entries) {
    return "its length is absurd";
  }
  if (head.size % sizeof(entry) != 0) {
    return "an event is cut in two";
  }
  entries_->add(offset, head.size / sizeof(entry));
  return "";
}

std::string chunk_reader::take_table(const detail::chunk_head& head,
                                     std::uint64_t offset, log& out) {
  // Nothing but zeros is a file with holes: it would take for ever.
  if (head.kind == detail::chunk_kind{} || head.size > most_bytes_a_chunk) {
    return "its length is absurd";
  }
  std::string bytes(head.size, '\0');
  if (!read_at(in_.get(), offset, bytes.data(), bytes.size())) {
    return "it was cut off while it was read";
  }
  if (detail::checksum(bytes) != head.checksum) {
    return "it is damaged (wrong checksum)";
  }
  detail::byte_source from(bytes);
  detail::read_chunk(head.kind, from, total(), out);
  if (head.kind == detail::chunk_kind::end &&
      from.number<std::uint64_t>() != total()) {
    return "events are missing";
  }
  return from.fault();
}

std::string chunk_reader::take_entries(std::size_t chunk, log& out) {
  const auto [offset, count] = entries_->chunk(chunk);
  detail::chunk_head head{};
  part_.resize(count);
  const std::size_t bytes = count * sizeof(entry);
  if (!read_at(in_.get(), offset - sizeof head, &head, sizeof head) ||
      !read_at(in_.get(), offset, part_.data(), bytes)) {
    return "it was cut off while it was read";
  }
  const auto* raw = reinterpret_cast<const char*>(part_.data());
  if (detail::checksum({raw, bytes}) != head.checksum) {
    return "it is damaged (wrong checksum)";
  }
  for (const entry& e : part_) {
    if (const std::string_view fault = detail::fault_of(e, out);
        !fault.empty()) {
      return std::string(fault);
    }
  }
  for (const entry& e : part_) {
    out.append(e);
  }
  return "";
}

bool chunk_reader::more(log& out, std::size_t about, std::string& error) {
  const std::size_t before = out.size();
  while (chunks_read_ < entries_->chunks() && out.size() - before < about) {
    const std::string fault = take_entries(chunks_read_, out);
    if (!fault.empty()) {
      error = "the chunk that begins with event " + std::to_string(out.size()) +
              ": " + fault;
      return false;
    }
    ++chunks_read_;
  }
  return true;
}

std::string refusal(const std::filesystem::path& file, const std::string& why) {
  return "cannot read " + file.string() + ": " + why;
}

}  // namespace

std::unique_ptr<recording_reader> recording_reader::open(
    const std::filesystem::path& file, log& out, std::string& note,
    std::string& error) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    error = refusal(file, std::strerror(errno));
    return nullptr;
  }
  auto made = std::make_unique<chunk_reader>(fd);
  note.clear();
  if (const std::string fault = made->begin(out, note); !fault.empty()) {
    error = refusal(file, fault);
    return nullptr;
  }
  return made;
}

bool read_recording(const std::filesystem::path& file, log& out,
                    std::string& note, std::string& error) {
  log fresh;
  const auto from = recording_reader::open(file, fresh, note, error);
  if (!from) {
    return false;
  }
  std::string fault;
  if (!from->more(fresh, std::numeric_limits<std::size_t>::max(), fault)) {
    error = refusal(file, fault);
    return false;
  }
  out = std::move(fresh);
  return true;
}

}  // namespace looplab::trace
