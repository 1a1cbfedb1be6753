# Every header must compile on its own: whoever includes it first must not need
# to know what else it wants. A source file that includes a header before all
# else proves that for the header; looplab_headers_alone() makes such a source
# file for the headers that have none. That a header has neither, because what
# is included first changed since the last configure, is found by tests/house.
#
# Whoever only builds Looplab does not wait for it: the target headers_alone is
# built when it is named, and tools/clang_check.py reads its files too.
function(looplab_headers_alone)
  set(rooms trace chapters demos visualizer tests)
  list(TRANSFORM rooms APPEND "/*.hpp" OUTPUT_VARIABLE header_globs)
  list(TRANSFORM rooms APPEND "/*.cpp" OUTPUT_VARIABLE source_globs)
  file(GLOB_RECURSE headers RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
    ${header_globs})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source_globs})
  foreach(source IN LISTS sources)
    file(STRINGS ${source} first REGEX "^#include" LIMIT_COUNT 1)
    string(REGEX REPLACE "^#include \"(.*)\"$" "\\1" first "${first}")
    list(REMOVE_ITEM headers "${first}")
  endforeach()
  set(folder ${PROJECT_BINARY_DIR}/headers_alone)
  set(made)
  foreach(header IN LISTS headers)
    file(CONFIGURE OUTPUT ${folder}/${header}.cpp
      CONTENT "#include \"@header@\"\n" @ONLY)
    list(APPEND made ${folder}/${header}.cpp)
  endforeach()
  if(NOT made)
    return()
  endif()
  add_library(headers_alone OBJECT EXCLUDE_FROM_ALL ${made})
  looplab_one_by_one(headers_alone)
  target_include_directories(headers_alone PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(headers_alone PRIVATE looplab_warnings
    Threads::Threads)
  target_compile_options(headers_alone PRIVATE -O0 -g0)
endfunction()
