// SPDX-License-Identifier: BSL-1.0
//
// The shared memory of a program that may be hostile, or has been overwritten
// by a mistake of its own: header, tables and rings. The input changes a small
// valid file, so that most of what is tried gets past the first check: its
// first bytes are mixed into the header, the others fill the pages behind it.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "tests/fuzz/ask_everything.hpp"
#include "tests/fuzz/scratch_file.hpp"
#include "trace/layout.hpp"
#include "trace/reader.hpp"

namespace {

using namespace looplab;
using namespace looplab::trace::layout;

constexpr std::size_t pages = 8;
constexpr std::size_t header_bytes = 448;  ///< up to the last field
static_assert(sizeof(header) >= header_bytes - 16);

/// One ring of 64 events, and tables of a page each.
void fill_header(header& h) {
  std::memcpy(h.magic, magic, sizeof h.magic);
  h.major_version = major_version;
  h.minor_version = minor_version;
  h.header_size = sizeof(header);
  h.byte_order = byte_order;
  h.event_size = sizeof(trace::event);
  h.ring_head_size = sizeof(ring_head);
  h.entity_size = sizeof(entity);
  h.clock = clock_kind::monotonic;
  h.pid = 1;
  h.strings_size = page;
  h.locations_capacity = page / sizeof(location_entry);
  h.entities_capacity = page / sizeof(entity) / 2;
  h.ring_count = 1;
  h.file_size = pages * page;
  h.gate_offset = page;
  h.directory_offset = 2 * page;
  h.strings_offset = 3 * page;
  h.locations_offset = 4 * page;
  h.entities_offset = 5 * page;
  h.rings_offset = 6 * page;
  for (ring_class& c : h.classes) {
    c = {0, 1};
  }
  h.classes[0] = {1, 64};
  h.strings_used = page;
  h.locations_used = h.locations_capacity;
  h.rings_high = 1;
  h.state = file_state::closed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const fuzz::scratch_file file("live");
  const auto first = std::make_unique<header>();
  fill_header(*first);
  std::string bytes(pages * page, '\0');
  std::memcpy(bytes.data(), first.get(), sizeof(header));
  const std::size_t mixed = std::min({size, header_bytes, sizeof(header)});
  for (std::size_t i = 0; i < mixed; ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ data[i]);
  }
  // In stripes, so that a short input reaches every part of the file.
  constexpr std::size_t stripe = 192;
  for (std::size_t at = mixed, n = 0; at < size; at += stripe, ++n) {
    const std::size_t offset =
        page * (1 + n % (pages - 1)) + stripe * (n / (pages - 1));
    if (offset + stripe <= bytes.size()) {
      std::memcpy(bytes.data() + offset, data + at,
                  std::min(stripe, size - at));
    }
  }
  file.hold(bytes);
  std::string error;
  if (const auto opened = trace::reader::open(file.path(), error)) {
    trace::log events;
    opened->drain(events);
    opened->drain(events);
    fuzz::ask_everything(events);
  }
  return 0;
}
