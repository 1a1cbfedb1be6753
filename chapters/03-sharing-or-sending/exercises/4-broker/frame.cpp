// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 03.4.
#include <vector>

#include "chapters/03-sharing-or-sending/channel.hpp"

using looplab::chapter::channel;

void broker(channel<int>& published,
            const std::vector<channel<int>*>& subscribers) {
  // [lines]
}
