# SPDX-License-Identifier: BSL-1.0
#
# judge.bash PROGRAM EXERCISE KIND FILE: the check says of a starter, a solution
# or a mutant what it has to say. A mutant's "fails: PROPERTY [ID]" names the
# property, and the misconception that the student is to be told of. Ends with
# 77, a skip, where the check says that it cannot be made here.
source "$(dirname "$0")/../house/check.bash"
program=$1
exercise=$2
kind=$3
file=$4

wanted=1
[[ $kind == solution ]] && wanted=0
got=0
out=$("$program" check "$exercise" --file "$file" -o "$work/check.loop" \
  2>&1 </dev/null) || got=$?
if [[ $got == 3 && $out == *"cannot be checked here"* ]]; then
  echo "$out"
  exit 77
fi
[[ $got == "$wanted" ]] || fail "it ended with $got, not $wanted: $out"
case $kind in
  starter)
    # Lines that are not in order yet need not be a program.
    if [[ $file == *.txt && $out == *error:* ]]; then
      expect_text "does not compile yet"
      expect_text "Leave out line "
      [[ $(grep -c error: <<<"$out") == 1 ]] || fail "many errors: $out"
    else
      expect_text "FAILS"
    fi
    ;;
  mutants)
    read -r property id < <(sed -n 's/^[#/]* *fails: *//p' "$file") ||
      fail "$file does not say 'fails: PROPERTY'"
    grep -qE "^  FAILS $property +it must" <<<"$out" ||
      fail "'$property' should have failed: $out"
    [[ -z $id ]] || expect_text "($id)"
    expect_text "In the recording:"
    if wide=$(LC_ALL=C.UTF-8 grep -E '^.{81,}' < <(
      sed -n '/^In the recording:/,/^$/p' <<<"$out")); then
      fail "what is told of the recording is wide: $wide"
    fi
    [[ -s $work/check.loop ]] || fail "there is no recording: $out"
    ;;
esac
finish
