# What keeps a clean build short for those who wait for it.

# Where a preset says CMAKE_UNITY_BUILD the files of a library are compiled
# several at a time, and a clean build is shorter. `dev`, which compiles after
# every change, and `tidy`, which wants each file to stand alone, say nothing.
# looplab_one_by_one(target...) is for those that need it always.
function(looplab_one_by_one)
  set_target_properties(${ARGN} PROPERTIES UNITY_BUILD OFF)
endfunction()

# looplab_runs_once(source...): what runs once in a program's life (its command
# line, the file it starts from) and is made of the heaviest headers there are:
# optimising it would cost whoever builds seconds and give nobody a microsecond.
function(looplab_runs_once)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O0
    SKIP_PRECOMPILE_HEADERS ON)
endfunction()

# looplab_headers_once(name header...): a target that compiles these headers
# once; target_precompile_headers(other REUSE_FROM name) takes them from it, if
# its options are the same. The tidy preset does without, so that an #include
# that is missing is found all the same.
function(looplab_headers_once name)
  set(empty ${PROJECT_BINARY_DIR}/empty.cpp)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(${name} OBJECT ${empty})
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

# What nearly every file of a library here includes: half of its compile time.
looplab_headers_once(standard_headers <algorithm> <array> <chrono> <cstdint>
  <cstdio> <filesystem> <fstream> <functional> <map> <memory> <optional> <set>
  <string> <string_view> <utility> <vector>)
target_link_libraries(standard_headers PRIVATE looplab_warnings)
function(looplab_standard_headers)
  foreach(target IN LISTS ARGN)
    target_precompile_headers(${target} REUSE_FROM standard_headers)
  endforeach()
endfunction()
