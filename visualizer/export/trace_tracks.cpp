// SPDX-License-Identifier: BSL-1.0
//
// See trace_tracks.hpp. What is no thread gets a number that no thread has:
// the kernel gives none above 2^22.
#include "visualizer/export/trace_tracks.hpp"

namespace looplab::exporting {

namespace {

constexpr std::uint32_t above_all_threads = 1u << 22;

}  // namespace

std::uint32_t trace_tracks::number(std::uint32_t tid) {
  return tid != 0 && threads_.insert(tid).second ? tid
                                                 : above_all_threads + ++made_;
}

track trace_tracks::take(std::uint32_t pid, track_kind kind,
                         const std::string& name, std::uint32_t tid) {
  const auto unused = free_.find({pid, kind, name});
  if (unused != free_.end()) {
    const track where = unused->second.back();
    unused->second.pop_back();
    if (unused->second.empty()) {
      free_.erase(unused);
    }
    return where;
  }
  const track where{pid, number(tid)};
  rename(where, kind, name);
  return where;
}

void trace_tracks::rename(track where, track_kind kind,
                          const std::string& name) {
  constexpr std::int64_t of_one_kind = 100'000'000;
  out_.name_track(where, name,
                  static_cast<std::int64_t>(kind) * of_one_kind + where.tid);
}

void trace_tracks::give_back(track where, track_kind kind,
                             const std::string& name) {
  free_[{where.pid, kind, name}].push_back(where);
}

}  // namespace looplab::exporting
