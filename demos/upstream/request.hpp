// SPDX-License-Identifier: BSL-1.0
//
// Just enough HTTP for a backend that is asked by our own servers: GET, a
// target, keep-alive. It refuses every body and every header section above
// 8 KiB. The chapters' full parser is chapters/common; this one is small so
// that the backend costs next to nothing beside the server under test.
#pragma once

#include <cstddef>
#include <string_view>

namespace looplab::demos {

/// One request, as views into the bytes it was parsed from.
struct request {
  enum class state { incomplete, complete, malformed };
  state is = state::incomplete;
  std::size_t size = 0;     ///< bytes to drop from the input when complete
  std::string_view target;  ///< `/price?symbol=ABC`
  bool keep_alive = true;   ///< false: the client asked to close
};

/// Reads the first request in `bytes`.
request parse_request(std::string_view bytes);

}  // namespace looplab::demos
