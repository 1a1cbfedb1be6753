# SPDX-License-Identifier: BSL-1.0
#
# What the house's shell tests share: a folder of their own that goes when they
# end, and sentences for what was expected. Sourced, never run.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# expect CODE COMMAND...: runs it; its output is in $out afterwards.
expect() {
  local wanted=$1 got=0
  shift
  out=$("$@" 2>&1 </dev/null) || got=$?
  [[ $got == "$wanted" ]] || fail "'$*' ended with $got, not $wanted: $out"
}

# expect_text WORDS: the last command said them.
expect_text() {
  [[ $out == *"$1"* ]] || fail "expected '$1' in: $out"
}

finish() {
  ((failures == 0)) && echo "all as expected"
  exit $((failures > 0))
}
