// SPDX-License-Identifier: BSL-1.0
//
// Mutant: believes the name: it was copied only when it was read.
// fails: trace-E M21
int line_that_copied(char trace) {
  switch (trace) {
    case 'A':
      return 5;
    case 'B':
      return 3;
    case 'C':
      return 4;
    case 'D':
      return 5;
    case 'E':
      return 5;
    default:
      return 0;
  }
}
