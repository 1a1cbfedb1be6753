# SPDX-License-Identifier: BSL-1.0
#
# missing.bash PROGRAM WITHOUT_URING EXERCISES: where the kernel refuses
# io_uring, the check of an exercise that needs it says so: neither passed nor
# failed.
source "$(dirname "$0")/../house/check.bash"
program=$1
without_uring=$2
exercises=$3

for file in "$exercises"/[234]-*/solution/*; do
  number=${file#"$exercises"/}
  expect 3 "$without_uring" "$program" check "07.${number%%-*}" \
    --file "$file" -o "$work/check.loop"
  expect_text "cannot be checked here: this kernel refuses"
  [[ $out != *FAILS* && $out != *"All of it holds"* ]] ||
    fail "it was judged all the same: $out"
done
finish
