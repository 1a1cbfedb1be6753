// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the second asks when the first has bought.
// fails: mail-sells-twice M19
#include <string>

std::string by_hand() {
  return "ABBBAA";
}

std::string by_mail() {
  return "ADAADBDB";
}
