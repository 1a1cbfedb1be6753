// SPDX-License-Identifier: BSL-1.0
//
// Mutant: A is asked for a fourth step.
// fails: by-hand
#include <string>

std::string by_hand() {
  return "AAABA";
}

std::string by_mail() {
  return "ABDDABABDD";
}
