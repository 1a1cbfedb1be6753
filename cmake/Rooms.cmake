# The rooms of the house and the doors between them.
#
# enter_room(target room) puts a target in a room, gives it the house's
# warnings and include root, and checks at configure time, once the whole tree
# is known, that every room it links is one its own room may use. The programs
# that a person runs (no test, no bench) also join the target looplab_run.
set(LOOPLAB_DOORS_trace      "")
set(LOOPLAB_DOORS_common     "trace")
set(LOOPLAB_DOORS_chapter    "common;trace")
set(LOOPLAB_DOORS_exercise   "common;trace")
set(LOOPLAB_DOORS_demos      "common;trace")
set(LOOPLAB_DOORS_model      "trace")
set(LOOPLAB_DOORS_frame      "model;trace")
set(LOOPLAB_DOORS_terminal   "frame")
set(LOOPLAB_DOORS_target     "model;trace")
set(LOOPLAB_DOORS_export     "frame;model;trace")
set(LOOPLAB_DOORS_program    "terminal;frame;model;target;export;trace")
set(LOOPLAB_DOORS_tests
  "trace;common;chapter;exercise;demos;model;frame;terminal;target;export;program")

add_custom_target(looplab_run)

function(enter_room target room)
  if(NOT DEFINED LOOPLAB_DOORS_${room})
    message(FATAL_ERROR "enter_room(${target} ${room}): there is no room "
      "'${room}'; the rooms are listed in cmake/Rooms.cmake")
  endif()
  set_target_properties(${target} PROPERTIES LOOPLAB_ROOM ${room})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:looplab_warnings>)
  set_property(GLOBAL APPEND PROPERTY LOOPLAB_TARGETS ${target})
  get_target_property(type ${target} TYPE)
  get_target_property(on_demand ${target} EXCLUDE_FROM_ALL)
  if(type MATCHES "EXECUTABLE|SHARED_LIBRARY" AND NOT on_demand AND
     NOT room STREQUAL tests AND NOT target MATCHES "^bench_")
    set_target_properties(${target} PROPERTIES LOOPLAB_RUNS ON)
    add_dependencies(looplab_run ${target})
  endif()
  cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY \
    [[${PROJECT_SOURCE_DIR}]] CALL looplab_check_doors [[${target}]])")
endfunction()

# Two chapters are in the same room but may not use each other, so a chapter's
# own name is part of the check.
function(looplab_check_doors target)
  get_target_property(room ${target} LOOPLAB_ROOM)
  get_target_property(chapter ${target} LOOPLAB_CHAPTER)
  get_target_property(links ${target} LINK_LIBRARIES)
  foreach(library IN LISTS links)
    # A generator expression around a name, $<BUILD_INTERFACE:name>, is no door.
    string(REGEX REPLACE "^\\$<[A-Z_]+:([A-Za-z0-9_]+)>$" "\\1" library
      "${library}")
    if(NOT TARGET ${library})
      continue()
    endif()
    get_target_property(other ${library} LOOPLAB_ROOM)
    get_target_property(other_chapter ${library} LOOPLAB_CHAPTER)
    if(NOT other)
      continue()
    endif()
    # Only chapters have a chapter; elsewhere CMake answers NOTFOUND twice.
    if(other STREQUAL room AND
       (NOT chapter OR "${chapter}" STREQUAL "${other_chapter}"))
      continue()
    endif()
    if(NOT other IN_LIST LOOPLAB_DOORS_${room})
      message(FATAL_ERROR "${target} (room ${room}) may not open the door to "
        "${library} (room ${other}); the doors are in cmake/Rooms.cmake")
    endif()
  endforeach()
endfunction()
