// SPDX-License-Identifier: BSL-1.0
//
// Mutant: thinks that a mapping is a copy.
// fails: trace-C
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 5;
    case 'B':
      return 3;
    case 'C':
      return 3;
    case 'D':
      return 5;
    case 'E':
      return 2;
    default:
      return 0;
  }
}
