// SPDX-License-Identifier: BSL-1.0
//
// Writes a log to disk while it grows: each call appends what is new, as whole
// chunks. Tables go before the entries that refer to them, so a file that is
// cut off anywhere is good up to its last whole chunk.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "trace/detail/checksum.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/detail/recorded_entries.hpp"
#include "trace/detail/whole.hpp"
#include "trace/layout.hpp"
#include "trace/recording.hpp"

namespace looplab::trace {

namespace {

using detail::byte_sink;
using detail::chunk_kind;

/// A table that only grows, and who puts its rows from one on into a chunk.
struct table {
  chunk_kind kind;
  void (*write)(const log&, std::size_t, byte_sink&);
};

class file_writer final : public recording_writer {
 public:
  file_writer(std::filesystem::path path, int file)
      : path_(std::move(path)), file_(file) {}

  ~file_writer() override {
    if (file_ >= 0) {
      close(file_);
    }
  }

  bool begin(std::string& error);
  bool write(const log& from, std::string& error) override;
  bool finish(const log& from, std::string& error) override;

  std::shared_ptr<const entry_store> written() const override { return store_; }

 private:
  void read_again();
  bool put(const void* bytes, std::size_t size);
  bool chunk(chunk_kind kind, const byte_sink& what, std::string& error);
  bool write_processes(const log& from, std::string& error);
  bool write_rows(const log& from, table what, std::size_t rows,
                  std::size_t& written, std::string& error);
  bool write_entries(const log& from, std::string& error);

  std::filesystem::path path_;
  int file_;
  std::uint64_t missing_ = 0;  ///< losses told so far
  off_t good_ = 0;             ///< length up to the last whole chunk
  std::size_t processes_ = 0, texts_ = 1, places_ = 1, entries_ = 0;
  std::size_t code_files_ = 0, samples_ = 0, delays_ = 0, captions_ = 0;
  std::shared_ptr<detail::recorded_entries> store_;
};

bool file_writer::put(const void* bytes, std::size_t size) {
  const auto* at = static_cast<const char*>(bytes);
  return detail::move_whole(size, [&](std::size_t done, std::size_t left) {
    return ::write(file_, at + done, left);
  });
}

bool file_writer::begin(std::string& error) {
  detail::recording_head head{};
  std::memcpy(head.magic, detail::recording_magic, sizeof head.magic);
  head.major_version = detail::recording_major;
  head.minor_version = detail::recording_minor;
  head.byte_order = layout::byte_order;
  if (!put(&head, sizeof head)) {
    error = "cannot write " + path_.string() + ": " + std::strerror(errno);
    return false;
  }
  good_ = sizeof head;
  read_again();
  return true;
}

void file_writer::read_again() {
  struct stat st {};

  if (fstat(file_, &st) != 0 || !S_ISREG(st.st_mode)) {
    return;
  }
  const int fd = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    store_ = std::make_shared<detail::recorded_entries>(fd);
    close(fd);
  }
}

bool file_writer::chunk(chunk_kind kind, const byte_sink& what,
                        std::string& error) {
  const std::string& bytes = what.bytes();
  const detail::chunk_head head{kind, detail::checksum(bytes), bytes.size()};
  if (file_ >= 0 && put(&head, sizeof head) &&
      put(bytes.data(), bytes.size())) {
    good_ += static_cast<off_t>(sizeof head + bytes.size());
    return true;
  }
  error = "cannot write " + path_.string() + ": " +
          (file_ < 0 ? "it is closed" : std::strerror(errno));
  // Half a chunk at the end would be taken for a crash of the recorder.
  if (file_ >= 0 && ftruncate(file_, good_) == 0) {
    lseek(file_, good_, SEEK_SET);
  }
  return false;
}

bool file_writer::write_processes(const log& from, std::string& error) {
  std::uint64_t missing = from.lost();
  for (const process_info& p : from.processes()) {
    missing += p.unrecorded;
  }
  if (processes_ == from.processes().size() && missing_ == missing) {
    return true;
  }
  byte_sink all;
  detail::write_processes(from, all);
  if (!chunk(chunk_kind::processes, all, error)) {
    return false;
  }
  processes_ = from.processes().size();
  missing_ = missing;
  return true;
}

bool file_writer::write_rows(const log& from, table what, std::size_t rows,
                             std::size_t& written, std::string& error) {
  if (written == rows) {
    return true;
  }
  byte_sink fresh;
  what.write(from, written, fresh);
  if (!chunk(what.kind, fresh, error)) {
    return false;
  }
  written = rows;
  return true;
}

bool file_writer::write_entries(const log& from, std::string& error) {
  while (entries_ < from.size()) {
    const auto part = from.entries().together(entries_);
    byte_sink bytes;
    bytes.raw(part.data(), part.size_bytes());
    if (!chunk(chunk_kind::entries, bytes, error)) {
      return false;
    }
    entries_ += part.size();
    if (store_) {
      store_->add(static_cast<std::uint64_t>(good_) - part.size_bytes(),
                  part.size());
    }
  }
  return true;
}

bool file_writer::write(const log& from, std::string& error) {
  return write_processes(from, error) &&
         write_rows(from, {chunk_kind::texts, &detail::write_texts},
                    from.texts(), texts_, error) &&
         write_rows(from, {chunk_kind::places, &detail::write_places},
                    from.places(), places_, error) &&
         write_rows(from, {chunk_kind::code_files, &detail::write_code_files},
                    from.code_files().size(), code_files_, error) &&
         write_entries(from, error) &&
         write_rows(from, {chunk_kind::samples, &detail::write_samples},
                    from.samples_ever(), samples_, error) &&
         write_rows(from, {chunk_kind::delays, &detail::write_delays},
                    from.samples_ever(), delays_, error) &&
         write_rows(from, {chunk_kind::captions, &detail::write_captions},
                    from.captions().size(), captions_, error);
}

bool file_writer::finish(const log& from, std::string& error) {
  if (!write(from, error)) {
    return false;
  }
  byte_sink processes, places, sources, end;
  detail::write_processes(from, processes);
  detail::write_places(from, 1, places);
  detail::write_sources(from, sources);
  end.number(static_cast<std::uint64_t>(from.size()));
  if (!chunk(chunk_kind::processes, processes, error) ||
      !chunk(chunk_kind::places, places, error) ||
      !chunk(chunk_kind::sources, sources, error) ||
      !chunk(chunk_kind::end, end, error)) {
    return false;
  }
  const int file = file_;
  file_ = -1;
  if (close(file) != 0) {
    error = "cannot write " + path_.string() + ": " + std::strerror(errno);
    return false;
  }
  return true;
}

}  // namespace

std::unique_ptr<recording_writer> recording_writer::create(
    const std::filesystem::path& file, std::string& error) {
  const int fd =
      open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) {
    error = "cannot make " + file.string() + ": " + std::strerror(errno);
    return nullptr;
  }
  auto made = std::make_unique<file_writer>(file, fd);
  return made->begin(error) ? std::move(made) : nullptr;
}

}  // namespace looplab::trace
