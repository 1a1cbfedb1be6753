// SPDX-License-Identifier: BSL-1.0
//
// Decides how large each part of a trace file is. The first threads of a
// program matter most in a lesson and get rings that hold 65 ms at a million
// events a second; ten thousand threads would not fit, so later ones get less
// and the last ones are only counted.
#include <sys/types.h>
#include <unistd.h>

#include <cstring>

#include "trace/detail/session.hpp"

namespace looplab::trace::detail {

namespace {

struct share {
  std::uint32_t capacity;
  std::uint32_t percent;
};

constexpr share shares[layout::ring_classes] = {
    {64 * 1024, 25}, {16 * 1024, 20}, {4 * 1024, 20}, {1024, 20}, {512, 15}};

constexpr std::uint32_t strings_size = 256 * 1024;
constexpr std::uint32_t locations_capacity = 8 * 1024;
constexpr std::uint32_t entities_capacity = 4 * 1024;

void plan_rings(std::uint32_t budget_mib, layout::header& out) noexcept {
  const std::uint64_t budget = std::uint64_t{budget_mib} << 20;
  for (int i = 0; i < layout::ring_classes; ++i) {
    const std::uint64_t ring = shares[i].capacity * sizeof(layout::slot);
    const std::uint64_t count = budget * shares[i].percent / 100 / ring;
    out.classes[i] = {static_cast<std::uint32_t>(count), shares[i].capacity};
    out.ring_count += out.classes[i].count;
  }
}

}  // namespace

void plan_file(const settings& wishes, layout::header& out) noexcept {
  using namespace layout;
  std::memcpy(out.magic, magic, sizeof magic);
  out.major_version = layout::major_version;
  out.minor_version = layout::minor_version;
  out.header_size = sizeof(header);
  out.byte_order = layout::byte_order;
  out.event_size = sizeof(event);
  out.ring_head_size = sizeof(ring_head);
  out.entity_size = sizeof(entity);
  out.clock = wishes.tsc ? clock_kind::tsc : clock_kind::monotonic;
  out.hz = wishes.tsc ? 0 : 1'000'000'000u;
  out.strings_size = strings_size;
  out.locations_capacity = locations_capacity;
  out.entities_capacity = entities_capacity;
  plan_rings(wishes.budget_mib, out);

  out.gate_offset = page;
  out.directory_offset = 2 * page;
  out.strings_offset =
      out.directory_offset + page_up(out.ring_count * sizeof(ring_head));
  out.locations_offset = out.strings_offset + page_up(strings_size);
  out.entities_offset = out.locations_offset +
                        page_up(locations_capacity * sizeof(location_entry));
  out.rings_offset =
      out.entities_offset + page_up(2 * entities_capacity * sizeof(entity));
  const std::uint32_t last = out.ring_count - 1;
  const ring_place end = place_of_ring(out, last);
  out.file_size = end.offset + end.capacity * sizeof(slot);
}

}  // namespace looplab::trace::detail
