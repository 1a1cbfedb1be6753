// SPDX-License-Identifier: BSL-1.0
//
// Somebody else's trace file, opened and found trustworthy. Every number in
// its header has been checked and is used from a private copy, so that a
// writer gone mad cannot move a part under a reader's feet. Only the header,
// the gate and the ring directory are mapped; everything else is read with
// pread, which a truncated file answers with less, not with a signal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "trace/layout.hpp"

namespace looplab::trace::detail {

/// The numbers of a header that a reader works with.
struct file_plan {
  layout::clock_kind clock{};
  std::uint32_t pid = 0;
  std::uint32_t strings_size = 0, locations_capacity = 0;
  std::uint32_t entities_capacity = 0, ring_count = 0;
  std::uint64_t file_size = 0, pid_start = 0;
  std::uint64_t gate_offset = 0, directory_offset = 0, strings_offset = 0;
  std::uint64_t locations_offset = 0, entities_offset = 0, rings_offset = 0;
  layout::ring_class classes[layout::ring_classes] = {};
  std::uint64_t ticks0 = 0, ns0 = 0;
  std::string boot_id, comm;
};

/// Checks the first page of a file of `size` bytes. Returns the reason why it
/// cannot be trusted, or "" after filling `out`.
std::string check_header(const void* first_page, std::uint64_t size,
                         file_plan& out);

class trace_file {
 public:
  /// The file, shared with whoever in this process has it open: POSIX locks
  /// belong to a process and end when it closes *any* descriptor of the file.
  /// nullptr and one sentence in `error` if it is refused.
  static std::shared_ptr<trace_file> open(const std::filesystem::path& path,
                                          std::string& error);
  ~trace_file();
  trace_file(const trace_file&) = delete;
  trace_file& operator=(const trace_file&) = delete;

  const file_plan& plan() const { return plan_; }

  /// Mapped, shared with the writer; only the atomics in it may be read.
  layout::header& head() const;
  layout::gate& gate() const;
  layout::ring_head& ring(std::uint32_t index) const;
  layout::ring_place slots_of(std::uint32_t index) const;

  /// Its number in its file system, whatever its name is by now.
  std::uint64_t inode() const;
  /// Whole or not at all.
  bool read(std::uint64_t offset, void* to, std::size_t bytes) const;
  /// Whether the mapped part is still there. False after a truncation.
  bool intact() const;

  bool locked_by_other(std::int64_t byte) const;
  bool lock(std::int64_t byte);
  void unlock(std::int64_t byte);
  /// Locks do not keep two controllers of one process apart; this does.
  bool controlled = false;

 private:
  trace_file() = default;

  int file_ = -1;
  char* base_ = nullptr;
  std::uint64_t mapped_ = 0;
  file_plan plan_;
};

}  // namespace looplab::trace::detail
