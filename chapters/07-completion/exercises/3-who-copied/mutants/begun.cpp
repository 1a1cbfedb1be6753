// SPDX-License-Identifier: BSL-1.0
//
// Mutant: thinks that what was tried once is on its way.
// fails: trace-A M08
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 2;
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
