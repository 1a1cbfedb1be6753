# SPDX-License-Identifier: BSL-1.0
#
# What is missing here, and what still works without it. It looks and changes
# nothing; every line is one thing looked at.

verb_doctor() {
  local worst=0
  if [[ -n $source_tree ]]; then
    doctor_packages lessons "building and the lessons" || worst=3
    doctor_packages tests "some tests, which are skipped without them" || true
    doctor_packages peers "comparing with nginx and redis" || true
    fresh && good "the build is current" ||
      bad "something changed since the last build: the next verb builds it"
  fi
  doctor_file visualizer/program/looplab-view "every screen" || worst=3
  doctor_file demos/upstream/upstream "the /quote route of the lessons" ||
    worst=3
  doctor_kernel
  doctor_terminal
  return "$worst"
}

good() { printf '  ok       %s\n' "$1"; }

bad() { printf '  missing  %s\n' "$1"; }

doctor_packages() { # doctor_packages GROUP PURPOSE
  local needed
  mapfile -t needed < <(missing "$1")
  if ((${#needed[@]})); then
    bad "for $2: ${needed[*]%%|*}"
    return 1
  fi
  good "packages for $2"
}

doctor_file() { # doctor_file PROGRAM PURPOSE
  [[ -x $programs/$1 ]] && good "$(basename "$1")" && return
  bad "$(basename "$1"): needed for $2; './looplab setup' builds it"
  return 1
}

doctor_kernel() {
  local scope=/proc/sys/kernel/yama/ptrace_scope
  if [[ -w /dev/shm ]]; then
    good "shared memory (/dev/shm), for recordings"
  else
    bad "shared memory (/dev/shm): recordings go to a file, which is slower"
  fi
  if [[ -r $scope && $(<"$scope") -gt 1 && $EUID -ne 0 ]]; then
    bad "a view into running programs: $scope forbids it; 'attach' shows less"
  else
    good "a view into your own running programs (/proc)"
  fi
}

doctor_terminal() {
  if [[ ! -t 1 || ${TERM-dumb} == dumb ]]; then
    bad "a terminal: learn and watch print one line per event instead"
  elif (($(tput cols) < 80 || $(tput lines) < 24)); then
    bad "a terminal of 80x24 or more: this one is $(tput cols)x$(tput lines)"
  else
    good "the terminal ($TERM, $(tput cols)x$(tput lines))"
  fi
}
