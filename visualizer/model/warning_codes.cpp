// SPDX-License-Identifier: BSL-1.0
//
// See warning_codes.hpp.
#include "visualizer/model/warning_codes.hpp"

#include <array>

namespace looplab::model {

namespace {

struct warning_code {
  std::string_view name, unit;
};

constexpr std::array<warning_code, warning_kinds> codes = {{
    {"long handler", "ns"},
    {"blocking call", "ns"},
    {"never suspends", "ns"},
    {"destroyed", "ns"},
    {"never awaited", "ns"},
    {"never resumed", "ns"},
    {"held lock", "ns"},
    {"deadlock", "tasks"},
    {"lost wake-up", "bytes"},
    {"busy polling", "turns"},
    {"descriptor leak", "descriptors"},
    {"growing queue", "in line"},
    {"growing threads", "threads"},
}};

}  // namespace

std::string_view kind_code(warning_kind kind) {
  return codes[static_cast<std::size_t>(kind)].name;
}

std::string_view unit_code(warning_kind kind) {
  return codes[static_cast<std::size_t>(kind)].unit;
}

}  // namespace looplab::model
