// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes the report for the copy.
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
      return 4;
    default:
      return 0;
  }
}
