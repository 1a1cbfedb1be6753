# SPDX-License-Identifier: BSL-1.0
#
# snippets.bash SOURCE: tools/snippets.py notices a stale copy, a missing
# region and a region that is there twice, and writes what is asked for.
source "$(dirname "$0")/check.bash"
snippets=(python3 "$1/tools/snippets.py")

printf '// [wait]\n  poll();\n// [wait]\n' >"$work/a.cpp"
printf '<!-- snippet: a.cpp#wait -->\nold\n<!-- /snippet -->\n' >"$work/a.md"

expect 1 "${snippets[@]}" --check "$work"
expect_text "a.md"
expect 0 "${snippets[@]}" "$work"
expect 0 "${snippets[@]}" --check "$work"
out=$(<"$work/a.md")
expect_text $'```cpp\npoll();\n```'

echo "poll();" >>"$work/a.cpp"
expect 0 "${snippets[@]}" --check "$work"
sed -i 's/poll/epoll/' "$work/a.cpp"
expect 1 "${snippets[@]}" --check "$work"
sed -i 's/\[wait\]/[other]/' "$work/a.cpp"
expect 1 "${snippets[@]}" --check "$work"
expect_text "[wait]"
finish
