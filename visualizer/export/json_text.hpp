// SPDX-License-Identifier: BSL-1.0
//
// Words of a program as a JSON string. They may hold anything, so what comes
// out is harmless wherever JSON may stand: in a file, and in a page's script.
#pragma once

#include <string>
#include <string_view>

namespace looplab::exporting {

/// Appends `text` in quotation marks, as a screen would show it: a name is the
/// same in every export. `<`, `>` and `&` are escaped too, so that no name can
/// end a script.
void append_json(std::string& out, std::string_view text);
std::string json_of(std::string_view text);

/// The same for what we wrote ourselves, escape sequences included. Requires
/// UTF-8.
void append_json_bytes(std::string& out, std::string_view utf8);

}  // namespace looplab::exporting
