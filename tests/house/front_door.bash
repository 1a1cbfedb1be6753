# SPDX-License-Identifier: BSL-1.0
#
# front_door.bash SOURCE: ./looplab says what it has, refuses what it has not,
# and knows when a build is current. Nothing is built or installed here: a small
# tree with stand-ins for cmake, ninja and the programs is.
source "$(dirname "$0")/check.bash"
tree=$1
door=$tree/looplab
export CI=true TERM=dumb

verbs=$("$door" --help | sed -n 's/^  \([a-z]\+\)  .*/\1/p')
[[ $(wc -w <<<"$verbs") -ge 10 ]] || fail "only these verbs: $verbs"
for verb in $verbs; do
  expect 0 "$door" "$verb" --help
  expect_text "looplab $verb"
  expect 0 "$door" help "$verb"
done

expect 2 "$door" lern
expect_text "did you mean 'learn'?"
expect 2 "$door" rec
expect_text "did you mean 'record'?"
expect 2 "$door" frobnicate
expect_text "there is no verb 'frobnicate' ('looplab --help'"
expect 2 "$door" ""
expect 2 "$door" --frobnicate
expect 2 "$door" bench frobnicate
expect_text "these exist: hello tool"
expect 2 "$door" learn
expect_text "looplab learn NN"
expect 2 "$door" completion fish
expect 0 "$door" --version

expect 0 "$door" completion zsh
expect_text bashcompinit
source <("$door" completion bash)
COMP_WORDS=(looplab re) COMP_CWORD=1
_looplab
[[ ${COMPREPLY[*]} == "replay record" ]] || fail "offered ${COMPREPLY[*]}"

COMP_WORDS=(looplab check 01) COMP_CWORD=2
_looplab
[[ ${COMPREPLY[*]} == *01.1* ]] || fail "offered ${COMPREPLY[*]} to check"

COMP_WORDS=(looplab export x.loop --to p) COMP_CWORD=4
_looplab
[[ ${COMPREPLY[*]} == perfetto ]] || fail "offered ${COMPREPLY[*]} to export"

COMP_WORDS=(looplab export x.loop --screen d) COMP_CWORD=4
_looplab
[[ ${COMPREPLY[*]} == detail ]] || fail "offered ${COMPREPLY[*]} as a screen"

# A tree of our own, whose build is a note in a file.
mkdir -p "$work"/tree/{cmake,trace,chapters,demos,visualizer,tools} "$work/bin"
cp "$door" "$work/tree/"
cp -r "$tree/tools/door" "$work/tree/tools/"
touch "$work/tree/cmake/Rooms.cmake" "$work/tree/CMakeLists.txt"
cat >"$work/bin/cmake" <<'END'
#!/bin/sh
echo configured >>"$NOTES"
END
cat >"$work/bin/ninja" <<'END'
#!/bin/sh
echo "built $3" >>"$NOTES"
[ ! -e "$NOTES.broken" ] || { echo "FAILED: a.o"; exit 1; }
program=$2/visualizer/program/looplab-view
mkdir -p "$(dirname "$program")"
printf '#!/bin/sh\necho "view $*"\n' >"$program"
chmod +x "$program"
END
printf '#!/bin/sh\nexit 1\n' >"$work/bin/dpkg-query"
chmod +x "$work"/bin/*
export NOTES=$work/notes PATH=$work/bin:$PATH
here=$work/tree/looplab
# Nothing is missing as far as this tree is concerned.
sed -i 's/^packages_for_lessons=(/packages_for_lessons=()\nunused=(/' \
  "$work/tree/tools/door/packages.bash"
echo 'packages_for_tests=()' >>"$work/tree/tools/door/packages.bash"

builds() { grep -c built "$NOTES" || true; }

expect 0 "$here"
expect_text "view home"
expect 0 "$here" list
[[ $(builds) == 1 ]] || fail "nothing changed, and it was built again"
touch "$work/tree/trace/new.hpp"
expect 0 "$here" list
[[ $(builds) == 2 ]] || fail "a new file was not noticed"
touch -d 2001-01-01 "$work/tree/trace/new.hpp"
expect 0 "$here" list
[[ $(builds) == 3 ]] || fail "a file with an old date was not noticed"
rm "$work/tree/trace/new.hpp"
expect 0 "$here" list
[[ $(builds) == 4 ]] || fail "a deleted file was not noticed"
cp -a "$work/tree" "$work/moved"
expect 0 "$work/moved/looplab" list
[[ $(builds) == 5 ]] || fail "a copied tree was taken for built"

touch "$NOTES.broken" "$work/tree/trace"
expect 1 "$here" list
expect_text "the build failed"
expect 1 "$here" list
rm "$NOTES.broken"
expect 0 "$here" list

rm "$work/tree/build/release/visualizer/program/looplab-view"
expect 3 "$here" list
expect_text "looplab-view is missing"
expect 2 "$here" serve 99
expect_text "there is no chapter '99'"
folder=$work/tree/build/release/chapters
mkdir -p "$folder/06-epoll"
printf '#!/bin/sh\necho "server $*"\n' >"$folder/06-epoll/server"
chmod +x "$folder/06-epoll/server"
expect 0 "$here" serve 6 --files mine
expect_text "server --files $folder/files --files mine"
expect 2 "$here" serve 6 --pool
expect_text "chapter 06 has no pool"

# ctest ends with 8 when a test failed; ours is 1.
printf '#!/bin/sh\nexit 8\n' >"$work/bin/ctest"
chmod +x "$work/bin/ctest"
expect 1 "$here" test

# Neither root nor sudo: the line for somebody who has, and nothing else.
cp "$tree/tools/door/packages.bash" "$work/tree/tools/door/"
for name in sudo apt-get; do
  printf '#!/bin/sh\necho "%s ran: $*"; exit 1\n' $name >"$work/bin/$name"
  chmod +x "$work/bin/$name"
done
chmod -R a+rX "$work"
as_nobody=()
((EUID)) || as_nobody=(setpriv --reuid=65534 --clear-groups)
expect 3 "${as_nobody[@]}" "$here" list
expect_text "apt-get install g++ cmake"
[[ $out != *"ran: install"* ]] || fail "apt ran for somebody without root"
finish
