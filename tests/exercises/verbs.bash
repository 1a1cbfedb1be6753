# SPDX-License-Identifier: BSL-1.0
#
# verbs.bash PROGRAM: a student's way through an exercise, from its first hint
# to its solution, and what stands in the way: a file that is not theirs to
# lose, a compile error, an exit code that somebody relies on.
source "$(dirname "$0")/../house/check.bash"
program=$1
export XDG_DATA_HOME=$work/data LOOPLAB_EXERCISES=$work/mine
file=$work/mine/01.1/read_request.cpp

expect 2 "$program" exercise 99
expect_text "there is no exercise '99'"
expect 2 "$program" frobnicate 01.1
expect 3 "$program" check 01.1
expect_text "hands it out"

expect 0 "$program" exercise 1.1
expect_text "# 01.1"
expect_text "$file"
[[ -s $file ]] || fail "the starter was not handed out"
echo "int mine = ;" >"$file"
expect 0 "$program" exercise 01
[[ $(<"$file") == "int mine = ;" ]] || fail "a student's file was written over"

expect 1 "$program" check 01.1
expect_text "read_request.cpp:1:12: error"
expect_text "does not compile"
# One that never ends, as `timeout` tells of it: no error of the student's.
printf '#!/bin/sh\nexit 124\n' >"$work/endless"
chmod +x "$work/endless"
expect 3 env CXX="$work/endless" "$program" check 01.1
expect_text "the compiler had not finished after 300 s"

expect 0 "$program" exercise 01.1 --hint
expect_text "1 of "
if wide=$(grep -E '^.{81,}' <<<"$out"); then
  fail "the hint is wide: $wide"
fi
[[ $out != *"2 of "* ]] || fail "two hints at once: $out"
expect 0 "$program" exercise 01.1 --hint
expect_text "2 of "

expect 1 "$program" solution 01.1
expect_text "--give-up"
expect 0 "$program" solution 01.1 --give-up
expect_text "read_request("
"$program" solution 01.1 >"$file"
expect 0 "$program" check 01.1
expect_text "All of it holds."
[[ -s $work/mine/01.1/check.loop ]] || fail "there is no recording to replay"
grep -q " 01.1 passed" "$work/data/looplab/exercises" || fail "it is not noted"
expect 0 "$program" solution 01.1

# Each task is one for a terminal: files by their paths, and 80 columns.
expect 0 "$program" exercise 05.1
[[ $(grep -c chapters/05-futures/deferred.hpp <<<"$out") == 1 ]] ||
  fail "05.1 does not name its header once: $out"
ids=$("$program" exercise 99 2>&1 || true)
for id in $(grep -oE '[0-9]{2}\.[0-9]+' <<<"$ids"); do
  out=$("$program" exercise "$id" | sed '/^Your file:/,$d')
  [[ $out == "# $id "* ]] || fail "'exercise $id' printed: $out"
  [[ $out != *"]("* ]] || fail "the task of $id has a raw link: $out"
  if wide=$(grep -E '^.{81,}' <<<"$out"); then
    fail "the task of $id is wide: $wide"
  fi
done

# Lines to be put in order: each as often as it is given.
expect 0 "$program" exercise 01.3
lines=$work/mine/01.3/accept_loop.txt
"$program" solution 01.3 --give-up >"$lines"
grep -v '^#' "$lines" | head -n 1 >>"$lines"
expect 1 "$program" check 01.3
expect_text "more often than it is given"

# Checked again when it is saved, until we end it.
"$program" check 01.1 --watch >"$work/watched" 2>&1 </dev/null &
watching=$!
wait_for() { # wait_for WORDS: until they were printed
  local i
  for i in {1..1200}; do
    grep -q "$1" "$work/watched" && return
    sleep 0.1
  done
  fail "it never said '$1': $(<"$work/watched")"
}
wait_for "All of it holds"
echo "broken" >"$file"
wait_for "does not compile"
kill "$watching"
finish
