// SPDX-License-Identifier: BSL-1.0
//
// The command line that all servers share.
#pragma once

#include <netinet/in.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/common/limits.hpp"

namespace looplab::common {

/// An option that one server has and the others have not: a number.
struct extra_option {
  std::string_view name;  ///< "--threads"
  std::string_view help;
  unsigned value;  ///< what holds when the option is not given
  unsigned least;
  unsigned most;
};

/// How a server introduces itself in --help.
struct about {
  std::string_view name;
  std::string_view summary;   ///< one line: how it waits
  std::string_view capacity;  ///< what it does when more come than it can take
  std::vector<extra_option> extras = {};
};

struct options {
  in_addr listen{};         ///< loopback unless --listen says otherwise
  unsigned short port = 0;  ///< 0: any that is free
  sockaddr_in upstream{};   ///< port 0, which refuses, when not given
  std::string files;        ///< a folder with the files `small` and `big`
  time_limits limits;
  std::vector<extra_option> extras;  ///< with the values given

  /// The value of an extra option. Requires: `about` named it.
  unsigned extra(std::string_view name) const;
};

/// What a person wrote wrongly, as one sentence.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The address in a text such as `127.0.0.1:9000` or `localhost:9000`. Throws
/// usage_error, which names `what` was to have it.
sockaddr_in read_endpoint(std::string_view what, std::string_view text);

/// Reads the arguments after the program's name. Nothing when --help is asked
/// for. Throws usage_error.
std::optional<options> read_command_line(
    const std::vector<std::string_view>& arguments, const about& what);

/// The text of --help.
std::string help_text(const about& what);

}  // namespace looplab::common
