// SPDX-License-Identifier: BSL-1.0
//
// Carries words and places of one trace file over into a log, each once. An
// offset or index that leads nowhere becomes "not known".
#pragma once

#include <cstdint>
#include <unordered_map>

#include "trace/detail/trace_file.hpp"
#include "trace/log.hpp"

namespace looplab::trace::detail {

class translation {
 public:
  translation(const trace_file& file, std::uint16_t process)
      : file_(&file), process_(process) {}

  std::uint32_t text(log& to, std::uint32_t offset);
  std::uint32_t place_at(log& to, std::uint32_t index);

 private:
  std::string word(std::uint32_t offset) const;

  const trace_file* file_;
  std::uint16_t process_;
  std::unordered_map<std::uint32_t, std::uint32_t> texts_;
  std::unordered_map<std::uint32_t, std::uint32_t> places_;
};

}  // namespace looplab::trace::detail
