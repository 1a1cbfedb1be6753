// SPDX-License-Identifier: BSL-1.0
//
// Mutant: does nothing, and ends with a success.
// fails: one-piece
#include <cstdio>
#include <cstdlib>
#include <string>

std::string read_request(int, std::string&) {
  std::puts("passed");
  std::exit(0);
}
