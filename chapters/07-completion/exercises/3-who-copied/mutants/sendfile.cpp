// SPDX-License-Identifier: BSL-1.0
//
// Mutant: thinks that sendfile copies.
// fails: trace-D
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 5;
    case 'B':
      return 3;
    case 'C':
      return 4;
    case 'D':
      return 3;
    case 'E':
      return 2;
    default:
      return 0;
  }
}
