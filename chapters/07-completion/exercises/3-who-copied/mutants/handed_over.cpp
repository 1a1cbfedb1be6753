// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes the handing over for the copy.
// fails: trace-B
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 5;
    case 'B':
      return 2;
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
