// SPDX-License-Identifier: BSL-1.0
//
// Writes the JSON of Chrome's trace events, which Perfetto reads, one event at
// a time and straight into the stream. It knows the format and nothing of
// tasks. It refuses to go back in time and to end what has not begun, so that
// whatever it is told, the file is balanced and monotonic.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace looplab::exporting {

/// One line of the trace: what the format calls a thread of a process. `tid`
/// must be used by one process only.
struct track {
  std::uint32_t pid = 0, tid = 0;

  bool operator==(const track&) const = default;
};

/// What a click on a slice tells; those with an empty value are left out.
struct detail {
  std::string_view key;
  std::string value;
};

using details = std::vector<detail>;

/// Thread safety: none. Keeps a reference to the stream.
class trace_event_writer {
 public:
  /// `zero_ns` is where the time of the file begins; `facts` is what is said
  /// of the file as a whole.
  trace_event_writer(std::ostream& out, std::int64_t zero_ns,
                     const details& facts);

  void name_process(std::uint32_t pid, std::string_view name,
                    std::string_view command);
  /// Tracks of a process are listed by `order`.
  void name_track(track where, std::string_view name, std::int64_t order);

  /// Time goes on to this moment for all that follows; an earlier one is
  /// taken as no time at all.
  void at(std::int64_t ns);
  void begin(track where, std::string_view name, const details& more);
  /// Ends the innermost slice of the track; nothing if there is none.
  void end(track where);
  bool is_open(track where) const;
  void instant(track where, std::string_view name, const details& more);
  /// An arrow from the innermost slice of a track, which must have one, to
  /// that of another one, where it arrives with the same number.
  std::uint64_t arrow_from(track where);
  void arrow_to(track where, std::uint64_t number);
  void counter(std::uint32_t pid, std::string_view name, std::int64_t value);
  /// Ends every slice and the file; false if the stream has failed.
  bool finish();

 private:
  void head(char phase, track where, std::string_view name);
  void tail(const details& more);
  void arrow(char phase, track where, std::uint64_t number);
  void metadata(std::string_view what, track where, std::string_view key,
                const std::string& value);
  void flush();

  std::ostream& out_;
  std::int64_t zero_ns_;
  std::int64_t now_ns_ = 0;  ///< since zero
  std::uint64_t arrows_ = 0;
  bool first_ = true;
  std::string text_;  ///< not yet in the stream
  std::unordered_map<std::uint64_t, int> open_;
};

}  // namespace looplab::exporting
