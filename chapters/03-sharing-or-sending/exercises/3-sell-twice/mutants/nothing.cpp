// SPDX-License-Identifier: BSL-1.0
//
// Mutant: an empty schedule is no schedule.
// fails: by-hand
#include <string>

std::string by_hand() {
  return "";
}

std::string by_mail() {
  return "";
}
