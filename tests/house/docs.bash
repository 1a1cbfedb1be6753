# SPDX-License-Identifier: BSL-1.0
#
# docs.bash SOURCE BUILD: the documentation is made without a warning, so that
# a page that names what is not there is found by the tests, not by a reader.
source "$(dirname "$0")/check.bash"
build=$2

command -v doxygen >/dev/null || {
  echo "skipped: doxygen is not installed; ./looplab setup --all brings it"
  exit 77
}
cd "$1" || fail "there is no $1"
expect 0 doxygen "$build/docs/Doxyfile.docs"
# The words of a picture that go over a line's end spill the page's source into
# the page, and doxygen says nothing.
spilled=$(grep -lE '@(verbatim|section|ref) ' "$build"/docs/html/*.html || true)
[[ -z $spilled ]] || fail "the source of a page is in $spilled"
finish
