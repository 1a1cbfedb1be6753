// SPDX-License-Identifier: BSL-1.0
//
// One JSON object, its members in the order of the header.
#include "chapters/common/stats.hpp"

namespace looplab::common {

std::string stats::json() const {
  std::string out = "{";
  auto member = [&out](const char* name, const std::atomic<std::int64_t>& of,
                       bool is_counted = true) {
    out += out.size() > 1 ? ",\"" : "\"";
    out += name;
    out += "\":";
    out += is_counted ? std::to_string(of.load(std::memory_order_relaxed))
                      : "null";
  };
  const bool has_turns = turns.load(std::memory_order_relaxed) > 0;
  member("threads", threads);
  member("in_flight", in_flight);
  member("turns", turns, has_turns);
  member("longest_turn_us", longest_turn_us, has_turns);
  member("accepts", accepts);
  member("refused", refused);
  member("bytes_copied", bytes_copied);
  return out + "}\n";
}

}  // namespace looplab::common
