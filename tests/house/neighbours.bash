# SPDX-License-Identifier: BSL-1.0
#
# neighbours.bash SOURCE: tools/neighbours.py counts the lines that a server
# adds to the one before it, and notices when a page says otherwise.
source "$(dirname "$0")/check.bash"
neighbours=(python3 "$1/tools/neighbours.py")

mkdir -p "$work"/{01-one,02-two,04-four}
printf 'a\nb\n' >"$work/01-one/server.cpp"
printf '// new\na\n  b\n\nc\n' >"$work/02-two/server.cpp"
printf '// new\nx\ny\n\nc\n' >"$work/04-four/server.cpp"
printf '<!-- neighbours -->\n<!-- /neighbours -->\n' >"$work/README.md"

expect 1 "${neighbours[@]}" --check "$work"
expect_text "README.md"
expect 0 "${neighbours[@]}" "$work"
expect 0 "${neighbours[@]}" --check "$work"
out=$(<"$work/README.md")
expect_text "| 01 | 02 | 3 | 1 |"
expect_text "| 02 | 04 | 2 | 2 |"

printf 'z\n' >>"$work/02-two/server.cpp"
expect 1 "${neighbours[@]}" --check "$work"
finish
