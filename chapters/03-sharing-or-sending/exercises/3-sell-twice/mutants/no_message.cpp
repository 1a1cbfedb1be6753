// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the desk takes a message that nobody has sent.
// fails: by-mail
#include <string>

std::string by_hand() {
  return "ABBBAA";
}

std::string by_mail() {
  return "DABDDABABD";
}
