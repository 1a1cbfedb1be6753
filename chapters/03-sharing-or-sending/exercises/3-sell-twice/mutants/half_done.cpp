// SPDX-License-Identifier: BSL-1.0
//
// Mutant: B has the money and nobody the ticket.
// fails: by-hand
#include <string>

std::string by_hand() {
  return "ABBAA";
}

std::string by_mail() {
  return "ABDDABABDD";
}
