# SPDX-License-Identifier: BSL-1.0
#
# What the front door says about itself: the verbs, their help, the nearest
# verb to a mistyped one, and shell completion. All of it is made from the
# table below, so that a verb that does not exist is nowhere promised.

verbs=()
declare -A synopsis_of summary_of detail_of

verb() { # verb NAME SYNOPSIS SUMMARY DETAIL
  verbs+=("$1")
  synopsis_of[$1]=$2
  summary_of[$1]=$3
  detail_of[$1]=$4
}

verb home "" "the chapters, your progress, what next" \
  "Opens the home screen; the same as no verb at all.
Without a terminal it prints the list of chapters."
verb list "[--json]" "the chapters, their question, their state" \
  "One line a chapter."
verb learn "NN" "a chapter's lesson: predict, watch, explain" \
  "Starts the chapter's server, its backend and its clients, and shows the
server live. Without a terminal it prints one line per event, and ends.
Example: looplab learn 06"
verb exercise "NN[.K] [--hint]" \
  "something to do: hands it out, tells the task" \
  "Copies the beginning of exercise K of chapter NN into your folder, which is
looplab-exercises here, or what LOOPLAB_EXERCISES names, and prints the task. A
file of yours is never written over. --hint prints the next hint; NN alone
hands out all exercises of a chapter.
Example: looplab exercise 01.1"
verb check "NN[.K] [--watch] [--file FILE] [-o RECORDING]" \
  "what is not right yet in your exercise" \
  "Compiles your file, runs it under the recorder with a test that you do not
see, and says which property does not hold, at which moment, and what one may
have thought. --watch checks again whenever you save; --file checks another
file, and keeps no record of it. The recording is for 'looplab replay'.
Exits with 0 when all of it holds, and with 1 when it does not.
Example: looplab check 01.1 --watch"
verb solution "NN.K [--give-up]" "one way to do it" \
  "Prints a solution, once your own has passed its check. --give-up prints it
before that; it is noted with your progress."
verb serve "NN|upstream [--pool] [--port N] ..." \
  "a chapter's server, in the foreground" \
  "Runs the server of chapter NN for curl and browsers, on 127.0.0.1 unless
--listen says otherwise. --port 0, the default, takes any free port; the
server prints the one it took. --pool runs the thread pool of chapter 02.
Every other option is the server's own; 'looplab serve NN -- --help' lists
them. GET /file?name=small and name=big (4 MiB) send files that come with
Looplab, unless --files names another folder. GET /quote asks a slow backend,
which is 'looplab serve upstream'.
Example: looplab serve upstream --port 9000 &
         looplab serve 06 --port 8080 --upstream 127.0.0.1:9000"
verb watch "[-o FILE] -- PROGRAM ARGS..." "any program, live" \
  "Starts PROGRAM under the recorder and shows its threads, descriptors and
event loop while it runs; -o keeps the recording as well. PROGRAM may be
anything that calls the C library: nginx, redis-server, python3, your own.
Example: looplab watch -- python3 server.py"
verb attach "PID" "a program that is already running" \
  "Shows what the kernel knows of process PID. A process that was started by
'looplab watch', 'record' or 'learn' shows its events as well."
verb replay "FILE [--warnings [--json]]" "a recording, forwards and backwards" \
  "Opens a recording made by 'looplab record' or 'looplab watch -o'. --warnings
prints what the program had better not have done, and ends; --json one object
a line; --long-handler MS is how long a handler may keep its loop (10)."
verb record "-o FILE -- PROGRAM ARGS..." "the same without a screen" \
  "Runs PROGRAM and writes its events to FILE.
Example: looplab record -o wget.loop -- wget -q http://127.0.0.1:8080/hello"
verb export "FILE --to html|cast|perfetto|svg|text [-o OUT] [options]" \
  "a recording as a page, a film, a trace, a picture" \
  "Writes to standard output, or to what -o names.
  html           one page that plays it in a browser, with the same keys
  cast           a film for asciinema, at --speed events a second, or real
  perfetto       a trace for ui.perfetto.dev
  svg, text      one moment: --at turn:N, turn:N+K, event:N, caption:N,
                 warning:N, start or end; on --screen live, projector, detail
                 (of --task NAME), warnings, help or home; --beside FILE
--from and --until choose a part for html and cast, --size WxH the cells.
Example: looplab export x.loop --to html -o x.html
         looplab export x.loop --to svg --at turn:41 --size 100x30 > x.svg"
verb compare "[NN ...] [--route mix|hello|quote|file|work] [options]" \
  "the same work for every server, in one table" \
  "Measures the servers of these chapters, or of all, in turns and on a core of
their own, and says what a request costs each, how long people wait, and what
a client that waits occupies. All ratios are to the first server. It takes
less than two minutes and is at its best when nothing else runs.
  --route R      what is asked: hello, quote, file, mix, or work, which is how
                 long /hello takes while others ask for /work
  --clients N    how many ask at a time
  --rate R       so many requests a second, ready or not (open loop)
  --seconds S, --rounds N, --budget S   how long: a timed run, how many of
                 them for each server, or all of it together (110)
  --pipeline N   requests under way on each connection
  --peers        beside nginx and the same service in other worlds, as far as
                 they are installed; one alone is named like a chapter
  --report DIR   writes Markdown, CSV, and a page with pictures
  --json         all figures, for a program
Ctrl-C shows what was measured by then.
Example: looplab compare 02 06 --route quote --clients 1000"
verb setup "[-y] [--peers] [--all]" "installs what is missing, and builds" \
  "Installs, by apt, what building and lessons need; --peers adds the programs
that Looplab is compared with, --all everything that CI uses. It asks first
when a person is there; -y, or no terminal, goes on. It starts no service.
With neither root nor sudo it prints the apt line to give to somebody who
has, and exits with 3."
verb doctor "" "what is missing, and what works without it" \
  "Looks, and changes nothing. Exits with 3 when something needed is missing."
verb test "[ctest arguments]" "builds and runs every test" \
  "Example: looplab test -R house"
verb bench "[hello|tool|compare|agree]" \
  "the servers and nginx under load, measured" \
  "'hello' measures what a request costs each server and nginx, 'tool' what
looking costs, 'compare' every ratio that the servers are held to; 'hello' when
none is named. Their figures go into the pages. 'agree' compares three models
twice, and ends with 1 when the two runs do not agree within 5 %.
Figures are only comparable when nothing else runs on the machine."
verb completion "bash|zsh" "prints shell completion" \
  "Example: source <(looplab completion bash)"

# An installed copy has nothing to build, test or measure; and what this tree
# does not have yet is not promised.
hide() {
  local kept=() name
  for name in "${verbs[@]}"; do
    [[ $name == "$1" ]] || kept+=("$name")
  done
  verbs=("${kept[@]}")
}
[[ -n $source_tree ]] || { hide setup; hide test; }
[[ -n $source_tree && -d $share/demos/bench ]] || hide bench
[[ -d $share/demos/compare ]] || hide compare
[[ -d $share/visualizer/export ||
  -x $programs/visualizer/program/looplab-export ]] || hide export

known() { # known VERB; an array of bash has no place for an empty name
  [[ -n $1 && -n ${synopsis_of[$1]+known} ]]
}

usage() { # usage VERB
  known "$1" || unknown_verb "$1"
  printf 'looplab %s %s\n\n%s\n' "$1" "${synopsis_of[$1]}" "${detail_of[$1]}"
}

overview() {
  local name
  echo "Looplab shows how asynchronous programs wait, while they run."
  echo
  echo "usage: looplab [-y] [VERB] [ARGUMENTS]"
  echo "       looplab VERB --help"
  echo
  for name in "${verbs[@]}"; do
    printf '  %-11s %s\n' "$name" "${summary_of[$name]}"
  done
  echo
  echo "Exit codes: 0 done, 1 a check failed, 2 usage, 3 something is missing."
}

version() {
  echo "looplab $(<"$share/tools/door/version")"
}

# The number of letters to add, drop or change to make one word the other.
distance() {
  local a=$1 b=$2 i j cost row=() last
  for ((j = 0; j <= ${#b}; j++)); do row[j]=$j; done
  for ((i = 1; i <= ${#a}; i++)); do
    last=${row[0]}
    row[0]=$i
    for ((j = 1; j <= ${#b}; j++)); do
      cost=$last
      [[ ${a:i-1:1} == "${b:j-1:1}" ]] || cost=$((last + 1))
      last=${row[j]}
      ((row[j] + 1 < cost)) && cost=$((row[j] + 1))
      ((row[j - 1] + 1 < cost)) && cost=$((row[j - 1] + 1))
      row[j]=$cost
    done
  done
  echo "${row[${#b}]}"
}

unknown_verb() {
  local name nearest= best=99 far
  for name in "${verbs[@]}"; do
    far=$(distance "$1" "$name")
    [[ $name == "$1"* ]] && far=0
    ((far < best)) && best=$far nearest=$name
  done
  # A word that shares nothing with a verb was no slip of the finger.
  local guess=
  ((best > ${#1} / 2)) || guess="; did you mean '$nearest'?"
  stop 2 "there is no verb '$1'$guess ('looplab --help' lists them)"
}

completion() {
  local chapters=("$share"/chapters/[0-9][0-9]-*)
  [[ -d ${chapters[0]} ]] || chapters=()
  chapters=("${chapters[@]##*/}")
  chapters=("${chapters[@]%%-*}")
  local exercises=() folder
  for folder in "$share"/chapters/[0-9][0-9]-*/exercises/*-*/; do
    [[ $folder =~ /([0-9][0-9])-[^/]*/exercises/([^/-]+)- ]] || continue
    exercises+=("${BASH_REMATCH[1]}.${BASH_REMATCH[2]}")
  done
  case $1 in
    bash) ;;
    zsh) echo "autoload -U +X bashcompinit && bashcompinit" ;;
    *) stop 2 "completion is for bash or zsh, not '$1'" ;;
  esac
  cat <<END
_looplab() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=(\$(compgen -W "${verbs[*]}" -- "\$word"))
    return
  fi
  local processes=\$(cd /proc && echo [0-9]*)
  case \${COMP_WORDS[1]} in
    exercise | check | solution)
      COMPREPLY=(\$(compgen -W "${exercises[*]}" -- "\$word"))
      ;;
    learn | serve | compare)
      COMPREPLY=(\$(compgen -W "${chapters[*]}" -- "\$word"))
      ;;
    attach) COMPREPLY=(\$(compgen -W "\$processes" -- "\$word")) ;;
    setup) COMPREPLY=(\$(compgen -W "-y --peers --all" -- "\$word")) ;;
    completion) COMPREPLY=(\$(compgen -W "bash zsh" -- "\$word")) ;;
    export)
      local before=\${COMP_WORDS[COMP_CWORD - 1]}
      local formats="html cast perfetto svg text"
      local screens="live projector detail warnings help home"
      local options="--to --at --screen --task --waiters --filter --process
        --search --beside --from --until --speed --size --theme --title -o"
      if [[ \$before == --to ]]; then
        COMPREPLY=(\$(compgen -W "\$formats" -- "\$word"))
      elif [[ \$before == --screen ]]; then
        COMPREPLY=(\$(compgen -W "\$screens" -- "\$word"))
      elif [[ \$word == -* ]]; then
        COMPREPLY=(\$(compgen -W "\$options" -- "\$word"))
      else
        COMPREPLY=(\$(compgen -f -- "\$word"))
      fi
      ;;
    watch | record) COMPREPLY=(\$(compgen -c -f -- "\$word")) ;;
    *) COMPREPLY=(\$(compgen -f -- "\$word")) ;;
  esac
}
complete -F _looplab looplab ./looplab
END
}
