# What `cmake --install` puts where. An installed copy is the same `looplab`
# without the source tree: libexec/looplab mirrors the build tree, so that a
# program finds its neighbours in the same way in both, and share/looplab
# mirrors the parts of the source tree that are read at run time. The trace
# library, its hooks and its headers are the CMake package Looplab, and the
# examples programs that are built with it.
include(CMakePackageConfigHelpers)

function(looplab_install)
  set(libexec ${CMAKE_INSTALL_LIBEXECDIR}/looplab)
  set(share ${CMAKE_INSTALL_DATADIR}/looplab)
  get_property(targets GLOBAL PROPERTY LOOPLAB_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(runs ${target} LOOPLAB_RUNS)
    if(runs)
      get_target_property(place ${target} BINARY_DIR)
      cmake_path(RELATIVE_PATH place BASE_DIRECTORY ${PROJECT_BINARY_DIR})
      install(PROGRAMS $<TARGET_FILE:${target}>
        DESTINATION ${libexec}/${place})
    endif()
  endforeach()
  install(DIRECTORY ${PROJECT_BINARY_DIR}/chapters/files
    DESTINATION ${libexec}/chapters)
  looplab_install_exercises(${libexec})
  install(PROGRAMS looplab TYPE BIN)
  install(DIRECTORY tools/door DESTINATION ${share}/tools
    FILES_MATCHING PATTERN "*.bash" PATTERN version)
  install(FILES tools/neighbours.py tools/pages.py DESTINATION ${share}/tools)
  install(DIRECTORY chapters demos DESTINATION ${share} FILES_MATCHING
    PATTERN "README.md" PATTERN "lesson.json" PATTERN "*.cpp" PATTERN "*.hpp"
    PATTERN "*.conf" PATTERN "*.py" PATTERN "*.js" PATTERN "peers.json"
    PATTERN "*.md" PATTERN "*.txt" PATTERN flags
    PATTERN CMakeLists.txt EXCLUDE PATTERN test.cpp EXCLUDE
    PATTERN mutants EXCLUDE PATTERN tests EXCLUDE)
  install(DIRECTORY examples DESTINATION ${share})
  looplab_install_package()
endfunction()

# The hidden tests and what a student's file is linked with, where `looplab
# check` looks for them.
function(looplab_install_exercises libexec)
  get_property(tests GLOBAL PROPERTY LOOPLAB_EXERCISES)
  if(tests)
    foreach(target IN LISTS tests ITEMS exercise exercise_hooks common)
      get_target_property(place ${target} ARCHIVE_OUTPUT_DIRECTORY)
      if(NOT place)
        get_target_property(place ${target} BINARY_DIR)
      endif()
      cmake_path(RELATIVE_PATH place BASE_DIRECTORY ${PROJECT_BINARY_DIR})
      install(FILES $<TARGET_FILE:${target}> DESTINATION ${libexec}/${place})
    endforeach()
  endif()
endfunction()

function(looplab_install_package)
  set(package ${CMAKE_INSTALL_LIBDIR}/cmake/Looplab)
  set(headers ${CMAKE_INSTALL_INCLUDEDIR}/looplab)
  set(exported)
  foreach(target trace trace_reader trace_hooks asio_handlers asio_hooks
      coroutine_hooks)
    if(TARGET ${target})
      target_include_directories(${target} INTERFACE
        $<INSTALL_INTERFACE:${headers}>)
      list(APPEND exported ${target})
    endif()
  endforeach()
  if(NOT exported)
    return()
  endif()
  install(TARGETS ${exported} EXPORT LooplabTargets
    OBJECTS DESTINATION ${CMAKE_INSTALL_LIBDIR}/looplab)
  install(EXPORT LooplabTargets NAMESPACE Looplab:: DESTINATION ${package})
  install(DIRECTORY trace DESTINATION ${headers}
    FILES_MATCHING PATTERN "*.hpp")
  configure_package_config_file(cmake/LooplabConfig.cmake.in
    ${PROJECT_BINARY_DIR}/LooplabConfig.cmake INSTALL_DESTINATION ${package})
  write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/LooplabConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/LooplabConfig.cmake
    ${PROJECT_BINARY_DIR}/LooplabConfigVersion.cmake DESTINATION ${package})
endfunction()
