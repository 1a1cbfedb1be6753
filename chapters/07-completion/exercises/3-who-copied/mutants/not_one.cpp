// SPDX-License-Identifier: BSL-1.0
//
// Mutant: names no line.
// fails: trace-A
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 0;
    case 'B':
      return 3;
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
