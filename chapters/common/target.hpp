// SPDX-License-Identifier: BSL-1.0
//
// A request target taken apart: "/file?name=big&cold=1" is a path and
// parameters. It copies nothing but the values it is asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace looplab::common {

class target {
 public:
  /// `text` must outlive this. Accepts the absolute form ("http://host/path").
  explicit target(std::string_view text);

  /// Without parameters: "/file". Empty when the target has no path.
  std::string_view path() const { return path_; }

  /// The first value of a parameter, percent-decoded; nothing when it is
  /// absent or badly encoded.
  std::optional<std::string> parameter(std::string_view name) const;

 private:
  std::string_view path_;
  std::string_view query_;
};

}  // namespace looplab::common
