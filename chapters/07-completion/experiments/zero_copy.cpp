// SPDX-License-Identifier: BSL-1.0
//
// MSG_ZEROCOPY sends from our own memory "without a copy". The kernel says
// afterwards how it went: over loopback it has copied after all, and tells so
// in a flag.
#include "chapters/07-completion/experiments/zero_copy_send.hpp"

int main(int, char** argv) {
  show("MSG_ZEROCOPY", by_flag, argv[0]);
}
