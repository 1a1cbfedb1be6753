// SPDX-License-Identifier: BSL-1.0
//
// ncurses' codes of keys in the frame room's words, so that no other room needs
// to know ncurses.
#pragma once

#include <cwchar>

namespace looplab::terminal {

/// The frame::key_code or character of what get_wch() gave; 0 = a key that
/// means nothing here.
int key_of(wint_t code, bool function_key);

}  // namespace looplab::terminal
