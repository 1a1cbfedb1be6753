// SPDX-License-Identifier: BSL-1.0
//
// One JSON object, its members in the order of the header.
#include "chapters/common/stats.hpp"

namespace looplab::common {

std::string stats::json() const {
  std::string out = "{";
  auto member = [&out](const char* name, const std::atomic<std::int64_t>& of) {
    out += out.size() > 1 ? ",\"" : "\"";
    out += name;
    out += "\":";
    out += std::to_string(of.load(std::memory_order_relaxed));
  };
  member("threads", threads);
  member("in_flight", in_flight);
  member("turns", turns);
  member("longest_turn_us", longest_turn_us);
  member("accepts", accepts);
  member("refused", refused);
  member("bytes_copied", bytes_copied);
  return out + "}\n";
}

}  // namespace looplab::common
