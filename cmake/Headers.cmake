# Every header must compile on its own: whoever includes it first must not need
# to know what else it wants. looplab_headers_alone() generates one source file
# a header and compiles it without making code; ninja repeats only what changed.
option(LOOPLAB_HEADERS_ALONE "Compile every header on its own" OFF)

function(looplab_headers_alone)
  if(NOT LOOPLAB_HEADERS_ALONE)
    return()
  endif()
  file(GLOB_RECURSE headers RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
    trace/*.hpp chapters/*.hpp demos/*.hpp visualizer/*.hpp tests/*.hpp)
  set(sources)
  foreach(header IN LISTS headers)
    set(source ${PROJECT_BINARY_DIR}/headers_alone/${header}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"@header@\"\n" @ONLY)
    list(APPEND sources ${source})
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_library(headers_alone OBJECT ${sources})
  target_include_directories(headers_alone PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(headers_alone PRIVATE looplab_warnings
    Threads::Threads)
  target_compile_options(headers_alone PRIVATE -O0 -g0)
endfunction()
