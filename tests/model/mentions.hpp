// SPDX-License-Identifier: BSL-1.0
//
// What a sentence mentions: the numbers in it, with the words beside them, the
// names that start with Q (those of marked_log.hpp do, no word of ours does),
// and the names of errors. It knows no sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace looplab::tests {

enum class mentioned : std::uint8_t { name, number, error };

struct mention {
  mentioned what = mentioned::name;
  std::string text;  ///< as it stands there: "Qab…", "12", "4.2", "EAGAIN"
  std::string before, after;  ///< the words beside a number, "" if none
  std::int64_t number = 0;    ///< of "4.2": 4
  int tenths = -1;            ///< of "4.2": 2; -1 = it has none
  bool hexadecimal = false;
  bool next = false;  ///< it stands behind "Next:"
};

std::vector<mention> mentions_of(std::string_view sentences);

/// Whether this is how a name may be shown: whole, or its beginning with what
/// is cut off marked, and perhaps the number that it ends with.
bool is_shown_as(std::string_view name, std::string_view shown);

/// Whether "4.2" and "ms" are what is shown of this duration: the number, not
/// rounded but cut off.
bool is_duration(std::int64_t ns, const mention& shown);

}  // namespace looplab::tests
