# SPDX-License-Identifier: BSL-1.0
#
# figures.bash SOURCE: tools/figures.py notices a stale table, a row and a
# figure that are not there, and writes what is asked for.
source "$(dirname "$0")/check.bash"
figures=(python3 "$1/tools/figures.py")

row() {
  printf '{"id": "%s", "server": "%s server", "connections": 64, ' "$1" "$1"
  printf '"cpu_us": %s, "cpu_us_min": 3.9, "cpu_us_max": 4.5, ' "$2"
  printf '"cpu_over_nginx": 0.86, "requests_per_s": 180000, "p50_ms": 0.17, '
  printf '"p99_ms": 0.4, "client_busy": %s}' "$3"
}

write_figure() {
  printf '{"title": "T", "machine": "M", "load": "L", "date": "D", ' \
    >"$work/docs/figures/f.json"
  printf '"command": "C", "rows": [%s, %s]}' "$(row a "$1" 0.5)" \
    "$(row b 5 0.99)" >>"$work/docs/figures/f.json"
}

mkdir -p "$work/docs/figures"
write_figure 4.2
printf '<!-- figure: f -->\nold\n<!-- /figure -->\n' >"$work/all.md"
printf '<!-- figure: f a -->\n<!-- /figure -->\n' >"$work/one.md"

expect 1 "${figures[@]}" --check "$work"
expect_text "all.md"
expect 0 "${figures[@]}" "$work"
expect 0 "${figures[@]}" --check "$work"
out=$(<"$work/all.md")
expect_text "| a server | 64 | 4.20 (3.90-4.50) | 0.86 | 180,000 | 0.17 |"
expect_text "180,000 *"
out=$(<"$work/one.md")
expect_text "| a server |"
[[ $out != *"b server"* ]] || fail "a row that nobody asked for: $out"

write_figure 4.3
expect 1 "${figures[@]}" --check "$work"
expect_text "one.md"
printf '<!-- figure: f c -->\n<!-- /figure -->\n' >"$work/one.md"
expect 1 "${figures[@]}" --check "$work"
expect_text "'c'"
printf '<!-- figure: g -->\n<!-- /figure -->\n' >"$work/one.md"
expect 1 "${figures[@]}" --check "$work"
expect_text "g.json"
finish
