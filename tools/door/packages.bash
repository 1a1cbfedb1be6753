# SPDX-License-Identifier: BSL-1.0
#
# The packages Looplab needs, by what they are needed for, and how they get
# installed. "a|b" is the same thing under the names of different releases
# (Debian 12 first); the first that the system knows is taken. The work that
# needs root is in tools/door/install-packages, and nowhere else.

packages_for_lessons=(
  g++ cmake ninja-build pkg-config python3 curl
  "libboost1.81-dev|libboost1.83-dev|libboost-dev"
  "libboost-json1.81-dev|libboost-json1.83-dev|libboost-json-dev"
  "libboost-url1.81-dev|libboost-url1.83-dev|libboost-url-dev"
  libncurses-dev libdw-dev libcli11-dev libfmt-dev liburing-dev
  libgtest-dev libvterm-dev libbenchmark-dev)
packages_for_tests=("${packages_for_lessons[@]}" wrk git
  "clang-format-14|clang-format")
packages_for_peers=("${packages_for_lessons[@]}" strace nginx-light redis-server
  wrk python3-uvloop python3-aiohttp python3-tornado python3-twisted
  python3-gevent python3-eventlet nodejs libuv1-dev libevent-dev)
packages_for_all=("${packages_for_tests[@]}" "${packages_for_peers[@]}"
  "clang-16|clang-18|clang-19" "clang-tidy-16|clang-tidy-18|clang-tidy-19"
  "libclang-rt-16-dev|libclang-rt-18-dev|libclang-rt-19-dev"
  doxygen graphviz ccache)
# A browser for the exported page; Ubuntu has none that is not a snap.
grep -qs '^ID=ubuntu' /etc/os-release || packages_for_all+=(chromium)

# missing GROUP: the packages of the group that are not installed.
missing() {
  local -n group=packages_for_$1
  local -A installed=() seen=()
  local name state package
  while read -r name state; do
    [[ $state == installed ]] && installed[$name]=yes
  done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null)
  for package in "${group[@]}"; do
    [[ -n ${seen[$package]-} ]] && continue
    seen[$package]=yes
    for name in ${package//|/ }; do
      [[ -n ${installed[$name]-} ]] && continue 2
    done
    echo "$package"
  done
}

# set_up GROUP: installs what is missing of the group, after asking when there
# is a person to ask. Without it, it is over, with 3.
set_up() {
  local needed
  mapfile -t needed < <(missing "$1")
  ((${#needed[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    say "There is no apt here; Looplab needs what Debian calls ${needed[*]}."
    return 0 # cmake says what it really misses
  fi
  can_be_root || stop 3 "somebody with root has to run this first:" \
    "apt-get install ${needed[*]%%|*}"
  install "${needed[@]}"
}

# set_up_tests: the tests that need more than the lessons are skipped without
# it, so nobody is stopped who cannot install, or does not want to.
set_up_tests() {
  local needed
  mapfile -t needed < <(missing lessons)
  ((${#needed[@]} == 0)) || { set_up tests; return; }
  mapfile -t needed < <(missing tests)
  ((${#needed[@]})) || return 0
  if ! command -v apt-get >/dev/null || ! can_be_root ||
    ! (install "${needed[@]}"); then
    say "Without ${needed[*]%%|*}, the tests that need it are skipped."
  fi
}

install() { # install PACKAGE...: asks, and does it
  local answer as_root=()
  ((EUID == 0)) || as_root=(sudo)
  say "Looplab needs ${#} packages: ${*%%|*}"
  if [[ -z $assume_yes && -t 0 && -t 2 ]]; then
    read -r -p "Install them with apt? [Y/n] " answer || answer=no
    [[ $answer != [Nn]* ]] || stop 3 "nothing was installed"
  fi
  "${as_root[@]}" "$share/tools/door/install-packages" "$@" >&2 ||
    stop 3 "apt could not install them; what it said is above"
}

# sudo may ask for a password when somebody can type one; never otherwise.
can_be_root() {
  ((EUID == 0)) && return
  command -v sudo >/dev/null || return 1
  [[ -t 0 && -t 2 ]] || sudo -n true 2>/dev/null
}

verb_setup() {
  local group=lessons
  source_only setup
  while (($#)); do
    case $1 in
      -y | --yes) assume_yes=yes ;;
      --peers) [[ $group == all ]] || group=peers ;;
      --all) group=all ;;
      *) usage setup >&2 && exit 2 ;;
    esac
    shift
  done
  set_up "$group"
  build looplab_run
  say "Everything is there. './looplab' opens the home screen."
}
