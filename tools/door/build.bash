# SPDX-License-Identifier: BSL-1.0
#
# Building what changed, and finding out quickly that nothing did. Asking cmake
# and ninja costs about a second, so a stamp remembers when the last good build
# began; anything that changed since then makes us ask them again.

# A file's change time, unlike its modification time, cannot be set back: a
# moved, restored or deleted file counts (a folder changes with its entries).
# An apt run may bring another compiler or library, hence dpkg's own status.
fresh() {
  local stamp=$programs/.built watched=("$source_tree"/CMake*
    "$source_tree"/{cmake,trace,chapters,demos,visualizer})
  [[ -f $stamp && $(<"$stamp") == "$source_tree" ]] || return 1
  [[ -e /var/lib/dpkg/status ]] && watched+=(/var/lib/dpkg/status)
  [[ -z $(find "${watched[@]}" -cnewer "$stamp" ! -name __pycache__ \
    -print -quit) ]]
}

# ready: after it, the programs that a person runs are there and current.
ready() {
  [[ -n $source_tree ]] || return 0
  fresh && return
  set_up lessons
  build looplab_run
}

configure() {
  local fresh=() log=$programs/configure.log
  # A tree that was copied or moved still holds the old place's cache.
  grep -qs "^CMAKE_HOME_DIRECTORY:INTERNAL=$source_tree\$" \
    "$programs/CMakeCache.txt" || fresh=(--fresh)
  if ! (cd "$source_tree" &&
    cmake --preset release "${fresh[@]}") >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    stop 3 "cmake cannot configure the build; all it said is in $log"
  fi
}

# build TARGET: one at a time, because two ninjas in one folder undo each
# other's work. What the terminal sees is ninja's own status line.
build() {
  local log=$programs/build.log
  mkdir -p "$programs"
  exec {lock}>"$programs/.lock"
  flock -n "$lock" || {
    say "Another looplab is building here; waiting for it."
    flock "$lock"
  }
  touch "$programs/.started"
  configure
  if [[ -t 2 ]]; then
    say "Building what changed (the first time takes a few minutes)."
    NINJA_STATUS='[%f of %t, %es] ' ninja -C "$programs" "$1" >&2 ||
      stop 1 "the build failed; the first error is above"
  elif ! ninja -C "$programs" "$1" >"$log" 2>&1; then
    grep -m1 -A 25 '^FAILED' "$log" >&2 || tail -n 25 "$log" >&2
    stop 1 "the build failed; all of it is in $log"
  fi
  # The stamp carries the time the build began: what changed during the build
  # may have come too late for it.
  echo "$source_tree" >"$programs/.built"
  touch -r "$programs/.started" "$programs/.built"
  exec {lock}>&-
}
