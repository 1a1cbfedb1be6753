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

mkdir "$work/consumer"
cat >"$work/consumer/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
find_package(Looplab 0.1 REQUIRED)
add_executable(consumer main.cpp)
target_link_libraries(consumer PRIVATE Looplab::trace Looplab::trace_hooks)
find_package(Boost 1.81 REQUIRED)
add_executable(handlers handlers.cpp)
target_link_libraries(handlers PRIVATE Boost::headers Looplab::trace_asio
  Looplab::trace_hooks)
END
cat >"$work/consumer/handlers.cpp" <<'END'
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
int main() {
  boost::asio::io_context loop;
  boost::asio::post(loop, [] {});
  return loop.run() == 1 ? 0 : 1;
}
END
cat >"$work/consumer/main.cpp" <<'END'
#include "trace/name.hpp"
int main() { looplab::trace::name(0, "input"); }
END
expect 0 "$cmake" -G Ninja -S "$work/consumer" -B "$work/consumer/build" \
  -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$compiler"
expect 0 "$cmake" --build "$work/consumer/build"
expect 0 "$work/consumer/build/consumer"
mkdir -m 700 "$work/traces"
expect 0 env LOOPLAB_TRACE=on LOOPLAB_TRACE_KEEP=1 \
  LOOPLAB_TRACE_DIR="$work/traces" "$work/consumer/build/handlers"
grep -qa post "$work/traces"/*.trace || fail "no handler was told of"
finish
