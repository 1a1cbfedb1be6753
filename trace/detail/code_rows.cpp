// SPDX-License-Identifier: BSL-1.0
//
// The files of machine code in a recording: where each lay, its name, and what
// its linker called it. They are only appended to.
#include <algorithm>
#include <utility>

#include "trace/detail/chunks.hpp"

namespace looplab::trace::detail {

void write_code_files(const log& from, std::size_t first, byte_sink& to) {
  const auto& all = from.code_files();
  to.number(static_cast<std::uint32_t>(first));
  to.number(static_cast<std::uint32_t>(all.size() - first));
  for (std::size_t i = first; i < all.size(); ++i) {
    to.number(all[i].process);
    to.number(all[i].begin);
    to.number(all[i].end);
    to.number(all[i].offset);
    to.text(all[i].path);
    to.text(all[i].build_id);
  }
}

std::string read_code_files(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  if (first != to.code_files().size()) {
    return "a file of code is missing";
  }
  const std::uint32_t n = from.count(34);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    code_file f;
    f.process = from.number<std::uint16_t>();
    f.begin = from.number<std::uint64_t>();
    f.end = from.number<std::uint64_t>();
    f.offset = from.number<std::uint64_t>();
    f.path = from.text();
    f.build_id = from.text();
    if (f.process >= std::max<std::size_t>(1, to.processes().size())) {
      return "a file of code belongs to a process that is not there";
    }
    to.add_code_file(std::move(f));
  }
  return "";
}

}  // namespace looplab::trace::detail
