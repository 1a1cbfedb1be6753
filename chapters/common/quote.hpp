// SPDX-License-Identifier: BSL-1.0
//
// What `/quote` needs from the upstream: one question, or several at once. How
// they are waited for, one after the other or together, is the chapter's
// choice.
#pragma once

#include <string_view>
#include <vector>

#include "chapters/common/answer.hpp"
#include "chapters/common/question.hpp"

namespace looplab::common {

class quote {
 public:
  quote() = default;

  /// One symbol, or a list separated by commas.
  /// Requires: each is valid_symbol(), at most MAX_SYMBOLS of them.
  quote(std::string_view symbols, bool is_list);

  /// Whether the upstream must be asked at all.
  bool empty() const { return questions.empty(); }

  /// Whether each question is decided.
  bool decided() const;

  /// 200 with the prices in the order asked, or the first error.
  /// Requires: decided().
  answer to_answer() const;

  std::vector<question> questions;

 private:
  bool is_list_ = false;
};

}  // namespace looplab::common
