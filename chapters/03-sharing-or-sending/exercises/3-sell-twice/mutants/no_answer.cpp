// SPDX-License-Identifier: BSL-1.0
//
// Mutant: A receives what the desk has not sent yet.
// fails: by-mail
#include <string>

std::string by_hand() {
  return "ABBBAA";
}

std::string by_mail() {
  return "AABDDABBDD";
}
