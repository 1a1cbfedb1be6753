// SPDX-License-Identifier: BSL-1.0
//
// Exercise 03.3. These schedules sell the seat once.
#include <string>

// Clerks A and B, with a note between them.
std::string by_hand() {
  return "AAAB";
}

// Clerks A and B, and D, the desk.
std::string by_mail() {
  return "ADAADBDB";
}
