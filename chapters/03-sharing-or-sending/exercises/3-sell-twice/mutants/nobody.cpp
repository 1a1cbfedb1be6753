// SPDX-License-Identifier: BSL-1.0
//
// Mutant: somebody who is not there takes a step.
// fails: by-hand
#include <string>

std::string by_hand() {
  return "ABCBBAA";
}

std::string by_mail() {
  return "ABDDABABDD";
}
