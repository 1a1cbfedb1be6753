// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes the notice for the copy.
// fails: trace-A M10
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 3;
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
