// SPDX-License-Identifier: BSL-1.0
//
// The sign that an executable carries the hooks itself. The preloaded library,
// which does not show its own, looks for it and stays passive, so that no call
// is told twice.
extern "C" {
extern const int looplab_hooks;
const int looplab_hooks = 1;
}
