// SPDX-License-Identifier: BSL-1.0
//
// The one door of the recorder that a chapter's server may open: giving a
// descriptor or a thread the name that the screen shows. It records nothing
// else.
#pragma once

#include <string_view>

namespace looplab::trace {

/// From now on the screen calls this descriptor `text` ("client 2"). Does
/// nothing when nobody records. The name ends with the descriptor.
void name(int fd, std::string_view text) noexcept;

/// From now on the screen calls the calling thread `text` ("worker 3").
void name_thread(std::string_view text) noexcept;

}  // namespace looplab::trace
