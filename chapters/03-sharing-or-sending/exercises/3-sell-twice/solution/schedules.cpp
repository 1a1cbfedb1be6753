// SPDX-License-Identifier: BSL-1.0
//
// Exercise 03.3, solved. No access is without its lock, and no two clerks have
// anything in common: between looking and buying there is time all the same.
#include <string>

// A looks, and B does all it has to do before A goes on.
std::string by_hand() {
  return "ABBBAA";
}

// Both ask and are told that it is free; then both buy.
std::string by_mail() {
  return "ABDDABABDD";
}
