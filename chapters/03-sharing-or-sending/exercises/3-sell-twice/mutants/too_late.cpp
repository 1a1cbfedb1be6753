// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the desk hears of the first sale before the second question.
// fails: mail-sells-twice M19
#include <string>

std::string by_hand() {
  return "ABBBAA";
}

std::string by_mail() {
  return "ADAABDDB";
}
