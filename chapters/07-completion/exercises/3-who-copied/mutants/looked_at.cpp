// SPDX-License-Identifier: BSL-1.0
//
// Mutant: thinks that bytes come when they are looked at.
// fails: trace-B
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 5;
    case 'B':
      return 4;
    case 'C':
      return 4;
    case 'D':
      return 5;
    case 'E':
      return 2;
    default:
      return 0;
  }
}
