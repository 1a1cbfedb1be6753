// SPDX-License-Identifier: BSL-1.0
//
// Recordings that anybody may have sent: read, folded and told. Checksums are
// put right first, so that what is found lies behind them.
#include <cstdint>
#include <cstring>
#include <string>

#include "tests/fuzz/ask_everything.hpp"
#include "tests/fuzz/scratch_file.hpp"
#include "trace/detail/checksum.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/recording.hpp"

namespace {

using namespace looplab;

/// Of every chunk that is whole.
void put_checksums_right(std::string& bytes) {
  std::size_t at = sizeof(trace::detail::recording_head);
  trace::detail::chunk_head head{};
  while (at + sizeof head <= bytes.size()) {
    std::memcpy(&head, bytes.data() + at, sizeof head);
    const std::size_t left = bytes.size() - at - sizeof head;
    if (head.size > left) {
      return;
    }
    head.checksum = trace::detail::checksum(
        std::string_view(bytes).substr(at + sizeof head, head.size));
    std::memcpy(bytes.data() + at, &head, sizeof head);
    at += sizeof head + head.size;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const fuzz::scratch_file file("recording");
  std::string bytes(reinterpret_cast<const char*>(data), size);
  put_checksums_right(bytes);
  file.hold(bytes);
  trace::log events;
  std::string note, error;
  if (trace::read_recording(file.path(), events, note, error)) {
    fuzz::ask_everything(events);
  }
  return 0;
}
