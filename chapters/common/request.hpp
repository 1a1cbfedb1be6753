// SPDX-License-Identifier: BSL-1.0
//
// What is kept of a request: only what the routes ask for.
#pragma once

#include <string>

namespace looplab::common {

enum class method {
  get,
  head,
  other,    ///< known, and no route here has it: 405
  unknown,  ///< not a method of HTTP/1.1: 501
};

/// One whole request. `target` is as it was sent ("/quote?symbol=ABC"); it is
/// short enough for most routes to need no memory of its own.
struct request {
  common::method method = method::get;
  std::string target;
  bool http_1_0 = false;
  bool keep_alive = true;
};

}  // namespace looplab::common
