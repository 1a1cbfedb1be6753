// SPDX-License-Identifier: BSL-1.0
//
// Which files a reader of this version may read, for both kinds of file. A
// newer minor version only adds what an older reader may skip.
#pragma once

#include <cstdint>
#include <string>

namespace looplab::trace::detail {

struct version {
  std::uint16_t major = 0, minor = 0;
};

inline std::string word_of(version v) {
  return std::to_string(v.major) + "." + std::to_string(v.minor);
}

/// "" or why not, with both versions named.
inline std::string check_version(version theirs, version ours) {
  return theirs.major == ours.major
             ? ""
             : "it speaks version " + word_of(theirs) +
                   ", this reader speaks " + word_of(ours);
}

}  // namespace looplab::trace::detail
