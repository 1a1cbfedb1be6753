// SPDX-License-Identifier: BSL-1.0
//
// Mutant: one clerk after the other, and the second finds it sold.
// fails: sells-twice
#include <string>

std::string by_hand() {
  return "AAAB";
}

std::string by_mail() {
  return "ABDDABABDD";
}
