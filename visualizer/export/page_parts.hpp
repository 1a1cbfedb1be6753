// SPDX-License-Identifier: BSL-1.0
//
// The files that a page is made of, as they lie beside this one: page.html with
// its gaps, and what goes into them. The build puts them into the program.
#pragma once

#include <string_view>

namespace looplab::exporting {

extern const std::string_view page_html, page_css, page_script;

}  // namespace looplab::exporting
