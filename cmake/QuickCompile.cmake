# looplab_runs_once(source...): what runs once in a program's life (its command
# line, the file it starts from) and is made of the heaviest headers there are:
# optimising it would cost whoever builds seconds and give nobody a microsecond.
function(looplab_runs_once)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O0)
endfunction()
