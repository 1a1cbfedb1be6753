// SPDX-License-Identifier: BSL-1.0
//
// Mutant: sells it twice, with an interruption after every step.
// fails: few-changes
#include <string>

std::string by_hand() {
  return "ABABAB";
}

std::string by_mail() {
  return "ABDDABABDD";
}
