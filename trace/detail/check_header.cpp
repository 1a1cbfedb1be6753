// SPDX-License-Identifier: BSL-1.0
//
// Decides whether the first page of a file is a trace header whose every
// number can be used without looking again. It reads nothing but that page.
#include <bit>
#include <cstring>

#include "trace/detail/trace_file.hpp"
#include "trace/detail/version.hpp"

namespace looplab::trace::detail {

namespace {

constexpr std::uint32_t most_rings = 1u << 16;
constexpr std::uint32_t most_events = 1u << 24;
constexpr std::uint32_t most_string_bytes = 1u << 26;
constexpr std::uint32_t most_locations = 1u << 16;
constexpr std::uint32_t most_entities = 1u << 20;

std::string check_kind(const layout::header& h) {
  if (std::memcmp(h.magic, layout::magic, sizeof h.magic) != 0) {
    return "it is not a trace file";
  }
  if (h.byte_order != layout::byte_order) {
    return "it was written with another byte order";
  }
  if (std::string fault =
          check_version({h.major_version, h.minor_version},
                        {layout::major_version, layout::minor_version});
      !fault.empty()) {
    return fault;
  }
  if (h.event_size != sizeof(event)) {
    return "its events are " + std::to_string(h.event_size) + " bytes, not " +
           std::to_string(sizeof(event));
  }
  if (h.header_size < sizeof(layout::header) || h.header_size > layout::page ||
      h.ring_head_size != sizeof(layout::ring_head) ||
      h.entity_size != sizeof(layout::entity)) {
    return "its header contradicts its version";
  }
  if (h.clock > layout::clock_kind::tsc) {
    return "it uses an unknown clock";
  }
  return "";
}

std::string check_rings(const layout::header& h, std::uint64_t& bytes) {
  std::uint64_t rings = 0;
  bytes = 0;
  for (const layout::ring_class& c : h.classes) {
    if (!std::has_single_bit(c.capacity) || c.capacity > most_events) {
      return "a ring of " + std::to_string(c.capacity) +
             " events is none: it must be a power of two, at most " +
             std::to_string(most_events);
    }
    if (c.count > most_rings) {
      return "the number of its rings is absurd";
    }
    rings += c.count;
    bytes += std::uint64_t{c.count} * c.capacity * sizeof(layout::slot);
  }
  if (rings != h.ring_count || rings == 0 || rings > most_rings) {
    return "its number of rings contradicts itself";
  }
  return "";
}

struct part {
  const char* name;
  std::uint64_t offset, bytes;
};

/// Parts lie one behind the other, on pages, inside the file.
std::string check_parts(const layout::header& h, std::uint64_t size) {
  std::uint64_t ring_bytes = 0;
  if (std::string fault = check_rings(h, ring_bytes); !fault.empty()) {
    return fault;
  }
  if (h.strings_size < 8 || h.strings_size > most_string_bytes ||
      h.locations_capacity > most_locations ||
      h.entities_capacity > most_entities || h.entities_capacity == 0) {
    return "the size of one of its tables is absurd";
  }
  if (h.file_size > size) {
    return "it is cut off: " + std::to_string(size) + " of " +
           std::to_string(h.file_size) + " bytes";
  }
  const part parts[] = {
      {"header", 0, layout::page},
      {"gate", h.gate_offset, sizeof(layout::gate)},
      {"ring directory", h.directory_offset,
       h.ring_count * sizeof(layout::ring_head)},
      {"string arena", h.strings_offset, h.strings_size},
      {"location table", h.locations_offset,
       h.locations_capacity * sizeof(layout::location_entry)},
      {"entity table", h.entities_offset,
       2 * std::uint64_t{h.entities_capacity} * sizeof(layout::entity)},
      {"ring area", h.rings_offset, ring_bytes},
  };
  std::uint64_t end = 0;
  for (const part& p : parts) {
    if (p.offset % layout::page != 0 || p.offset < end ||
        p.offset > h.file_size || p.bytes > h.file_size - p.offset) {
      return std::string("its ") + p.name +
             " lies outside of the file or on another part";
    }
    end = p.offset + p.bytes;
  }
  return "";
}

template <std::size_t Size>
std::string text_of(const char (&field)[Size]) {
  return std::string(field, strnlen(field, Size));
}

}  // namespace

std::string check_header(const void* first_page, std::uint64_t size,
                         file_plan& out) {
  alignas(layout::header) char copy[sizeof(layout::header)];
  std::memcpy(copy, first_page, sizeof copy);
  const auto& h = *reinterpret_cast<const layout::header*>(copy);
  std::string fault = check_kind(h);
  if (fault.empty()) {
    fault = check_parts(h, size);
  }
  if (!fault.empty()) {
    return fault;
  }
  out.clock = h.clock;
  out.pid = h.pid;
  out.strings_size = h.strings_size;
  out.locations_capacity = h.locations_capacity;
  out.entities_capacity = h.entities_capacity;
  out.ring_count = h.ring_count;
  out.file_size = h.file_size;
  out.pid_start = h.pid_start;
  out.gate_offset = h.gate_offset;
  out.directory_offset = h.directory_offset;
  out.strings_offset = h.strings_offset;
  out.locations_offset = h.locations_offset;
  out.entities_offset = h.entities_offset;
  out.rings_offset = h.rings_offset;
  std::memcpy(out.classes, h.classes, sizeof out.classes);
  out.ticks0 = h.ticks0;
  out.ns0 = h.ns0;
  out.boot_id = text_of(h.boot_id);
  out.comm = text_of(h.comm);
  return "";
}

}  // namespace looplab::trace::detail
