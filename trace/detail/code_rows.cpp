// SPDX-License-Identifier: BSL-1.0
//
// The files of machine code in a recording: where each lay, its name, and what
// its linker called it. They are only appended to.
#include <utility>

#include "trace/detail/chunks.hpp"

namespace looplab::trace::detail {

void write_code_files(const log& from, std::size_t first, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(first));
  to.rows(from.code_files(), first, [&](const code_file& f) {
    to.number(f.process);
    to.number(f.begin);
    to.number(f.end);
    to.number(f.offset);
    to.text(f.path);
    to.text(f.build_id);
  });
}

void read_code_files(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  if (first != to.code_files().size()) {
    return from.refuse("a file of code is missing");
  }
  from.rows(34, [&](std::uint32_t) {
    code_file f;
    f.process = from.number<std::uint16_t>();
    f.begin = from.number<std::uint64_t>();
    f.end = from.number<std::uint64_t>();
    f.offset = from.number<std::uint64_t>();
    f.path = from.text();
    f.build_id = from.text();
    if (!has_process(to, f.process)) {
      from.refuse("a file of code belongs to a process that is not there");
    } else {
      to.add_code_file(std::move(f));
    }
  });
}

}  // namespace looplab::trace::detail
