// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the last message is never received.
// fails: by-mail
#include <string>

std::string by_hand() {
  return "ABBBAA";
}

std::string by_mail() {
  return "ABDDABABD";
}
