# One place for the warnings of our own code. The presets turn them into
# errors; a plain configure (a packager's, with a newer compiler) does not, nor
# do the sanitizers', in whose code GCC 12 sees mistakes that nobody wrote.
add_library(looplab_warnings INTERFACE)
target_compile_options(looplab_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wcast-qual -Wunused -Wimplicit-fallthrough -Wundef)
# GCC 12 sees overlapping copies in "text" + std::string, where there are none.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION
   VERSION_LESS 13)
  target_compile_options(looplab_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
