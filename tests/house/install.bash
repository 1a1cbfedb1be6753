# SPDX-License-Identifier: BSL-1.0
#
# install.bash SOURCE BUILD CMAKE COMPILER: what `cmake --install` leaves behind
# works without the source tree: the front door, and the CMake package in a
# program of somebody else's.
source "$(dirname "$0")/check.bash"
build=$2
cmake=$3
compiler=$4
prefix=$work/prefix

expect 0 "$cmake" --install "$build" --prefix "$prefix"
expect 0 "$prefix/bin/looplab" --help
expect_text "record"
[[ $out != *setup* ]] || fail "an installed copy has nothing to set up: $out"
expect 0 "$prefix/bin/looplab" --version
expect 3 "$prefix/bin/looplab" test
for file in small big; do
  [[ -s $prefix/libexec/looplab/chapters/files/$file ]] ||
    fail "/file has nothing to send: $file is missing"
done
grep -rIl "$1" "$prefix/share" "$prefix/bin" && fail "the source tree is named"

if [[ -x $build/visualizer/program/looplab-view ]]; then
  expect 0 "$prefix/bin/looplab" list
  expect_text 06
fi

# The examples, as somebody would build them who has never seen the source tree.
built=$work/built
cp -r "$prefix/share/looplab/examples" "$work/examples"
expect 0 "$cmake" -G Ninja -S "$work/examples" -B "$built" \
  -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$compiler"
expect 0 "$cmake" --build "$built"

# talk PORT: one client, two messages and their answers.
talk() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  for message in good morning; do
    echo "$message" >&3
    read -r -t 20 answer <&3 || fail "no answer to $message"
    [[ $answer == "$message" ]] || fail "'$message' came back as '$answer'"
  done
  exec 3>&-
}

# record_server PROGRAM: records it while one client talks to it.
record_server() {
  local program=$1 port="" tries=0
  : >"$work/$program.out"
  "$prefix/bin/looplab" record -o "$work/$program.loop" -- "$built/$program" 1 \
    >"$work/$program.out" 2>"$work/$program.err" &
  local recorder=$!
  while [[ -z $port ]] && ((tries++ < 200)) && kill -0 "$recorder"; do
    port=$(sed -n 's/^listening on 127.0.0.1://p' "$work/$program.out")
    read -r -t 0.1 <><(:) || true
  done
  [[ -n $port ]] && talk "$port"
  wait "$recorder" || fail "$program: $(cat "$work/$program.err")"
}

# told PROGRAM WORDS...: its recording says all of this.
told() {
  local file=$work/$1.loop
  shift
  expect 0 "$prefix/bin/looplab" replay --lines "$file"
  for words in "$@"; do
    expect_text "$words"
  done
}

if [[ -x $build/visualizer/program/looplab-record ]]; then
  record_server echo_callbacks
  told echo_callbacks "receive" "echo_callbacks.cpp:"
  record_server echo_awaitables
  told echo_awaitables "handle_client" "echo_awaitables.cpp:"
  record_server echo_poll
  told echo_poll "echo_poll.cpp:"
  expect 0 "$prefix/bin/looplab" record -o "$work/kitchen.loop" \
    -- "$built/kitchen"
  expect_text "soup is done"
  told kitchen "boil" "soup" "kitchen.cpp:"
fi
finish
