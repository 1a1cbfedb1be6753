// SPDX-License-Identifier: BSL-1.0
//
// What a request is answered with, before it becomes bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "chapters/common/file_body.hpp"

namespace looplab::common {

/// An answer. Its body is `body`, and then what `file` still holds.
struct answer {
  unsigned status = 200;
  std::string body;
  std::string_view type = "text/plain";  ///< must outlive the answer
  std::string_view allow = {};           ///< for 405: what would have worked
  std::unique_ptr<file_body> file = {};
  bool close = false;  ///< the connection ends with this answer
};

/// A short answer that says what is wrong and what to do, for a person.
answer refusal(unsigned status, std::string_view sentence = {});

/// The status and its name: "404 Not Found". Requires: a status used here.
std::string_view reason_of(unsigned status);

/// Appends the head of `what` to `out`, and its body unless `head_only`.
/// `http_1_0` and `keep_alive` are the request's.
void append_answer(std::string& out, const answer& what, bool head_only,
                   bool http_1_0, bool keep_alive);

}  // namespace looplab::common
