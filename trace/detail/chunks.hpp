// SPDX-License-Identifier: BSL-1.0
//
// The chunks of a recording and what is in each. Encoding and decoding of one
// kind stand side by side, so that they cannot drift apart unseen. Decoding
// refuses what refers to something the recording does not have.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "trace/detail/bytes.hpp"
#include "trace/log.hpp"

namespace looplab::trace::detail {

inline constexpr char recording_magic[8] = {'L', 'O', 'O', 'P',
                                            'R', 'E', 'C', '\n'};
inline constexpr std::uint16_t recording_major = 1;
inline constexpr std::uint16_t recording_minor = 2;

struct recording_head {
  char magic[8];
  std::uint16_t major_version, minor_version;
  std::uint32_t byte_order;
};

static_assert(sizeof(recording_head) == 16);

// Entries lie in the file as in memory: 40 bytes, no padding.
static_assert(sizeof(entry) == 40);
static_assert(std::has_unique_object_representations_v<entry>);

enum class chunk_kind : std::uint32_t {
  processes = 1,
  texts,
  places,
  entries,
  samples,
  captions,
  sources,
  end,
  code_files,  ///< since 1.1
  delays,      ///< since 1.2
};

struct chunk_head {
  chunk_kind kind;
  std::uint32_t checksum;
  std::uint64_t size;  ///< bytes that follow
};

static_assert(sizeof(chunk_head) == 16);

// Each writes the rows [from, size) of its table. Processes and places are
// written again, from the first, when they have changed. Samples are let go of
// only when they are written, so `first` is never one that has gone.
void write_processes(const log& from, byte_sink& to);
void write_texts(const log& from, std::size_t first, byte_sink& to);
void write_places(const log& from, std::size_t first, byte_sink& to);
void write_code_files(const log& from, std::size_t first, byte_sink& to);
void write_samples(const log& from, std::size_t first, byte_sink& to);
void write_delays(const log& from, std::size_t first, byte_sink& to);
void write_captions(const log& from, std::size_t first, byte_sink& to);
void write_sources(const log& from, byte_sink& to);

/// Adds one chunk to the log, but entries; the source's fault() says what is
/// wrong with it. `entries` is how many the recording has before the chunk.
void read_chunk(chunk_kind kind, byte_source& from, std::size_t entries,
                log& to);

/// "" if everything the entry refers to is there.
std::string_view fault_of(const entry& e, const log& in);

/// A log without any process has an unnamed one.
inline bool has_process(const log& in, std::uint16_t process) {
  return process < std::max<std::size_t>(1, in.processes().size());
}

void read_code_files(byte_source& from, log& to);
void read_delays(byte_source& from, log& to);
void read_sample_rows(byte_source& from, sample& to);
void write_sample_rows(const sample& from, byte_sink& to);

}  // namespace looplab::trace::detail
