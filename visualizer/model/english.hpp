// SPDX-License-Identifier: BSL-1.0
//
// Everything that the model says, in English: the narration, chains of waits
// and warnings, each sentence once, and the little grammar that joins them. A
// second language is a second file like this one, with the same names
// (CONTRIBUTING.md says how); so this file knows no event and no state, only
// words.
//
// {} and {0} stand for what is put in: names, numbers, other words from here.
// What is numbered may come in any order. A `deed` is a sentence without its
// full stop; what is said of it, and what comes next, are fitted behind it into
// two lines of 76 columns, and left out where there is no room.
#pragma once

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>

namespace looplab::model::english {

/// Grammar: how words change with their neighbours.

/// "the loop" at the head of a sentence; names stay as the program wrote them.
inline std::string at_head(const std::string& who) {
  return who.rfind("the ", 0) == 0 ? "T" + who.substr(1) : who;
}

/// "an epoll", "a socket".
inline std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun[0]) !=
                                          std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

/// "1 byte", "5 bytes".
inline std::string counted(std::int64_t n, std::string_view noun) {
  return std::to_string(n) + " " + std::string(noun) + (n == 1 ? "" : "s");
}

/// The verb behind what was counted.
inline const char* are(std::int64_t n) {
  return n == 1 ? "is" : "are";
}

inline const char* were(std::int64_t n) {
  return n == 1 ? "was" : "were";
}

/// From a deed to sentences.
inline constexpr char nothing_yet[] = "Nothing has happened yet.";
inline constexpr char whole[] = "{}.";
inline constexpr char whole_with_so[] = "{0}, so {1}.";
inline constexpr char so_alone[] = "So {}.";
inline constexpr char what_next[] = "Next: {}.";

/// Before a line of a log: when, and in which turn.
inline constexpr char since_start[] = "{0:>9}.{1:03} ms  ";
inline constexpr char in_turn[] = "turn {:<4} ";

/// Durations, cut off and not rounded.
inline constexpr char nanoseconds[] = "{} ns";
inline constexpr char microseconds[] = "{} us";
inline constexpr char milliseconds[] = "{} ms";
inline constexpr char milliseconds_tenths[] = "{0}.{1} ms";
inline constexpr char seconds[] = "{} s";
inline constexpr char seconds_tenths[] = "{0}.{1} s";

/// How things are called that the program gave no name.
namespace names {
inline constexpr char numbered[] = "{0} {1}";  ///< a kind and its number
inline constexpr char called[] = "{0} {1}";    ///< a kind and its name
inline constexpr char fd[] = "fd {}";
inline constexpr char fd_of_kind[] = "fd {0} {1}";
inline constexpr char fd_called[] = "fd {0} ({1})";
inline constexpr char main_thread[] = "main";
inline constexpr char something[] = "something";
inline constexpr char the_loop[] = "the loop";
inline constexpr char the_program[] = "the program";
inline constexpr char the_kernel[] = "the kernel";
inline constexpr char this_thread[] = "This thread";
inline constexpr char this_task[] = "This task";

inline constexpr char process[] = "process";
inline constexpr char thread[] = "thread";
inline constexpr char task[] = "task";
inline constexpr char callback[] = "callback";
inline constexpr char operation[] = "operation";
inline constexpr char loop[] = "loop";
inline constexpr char descriptor[] = "fd";
inline constexpr char lock[] = "lock";
inline constexpr char condition[] = "condition";
inline constexpr char channel[] = "channel";
inline constexpr char timer[] = "timer";
inline constexpr char signal[] = "signal";
inline constexpr char thing[] = "thing";

inline constexpr char byte[] = "byte";
inline constexpr char event[] = "event";
}  // namespace names

/// What is written into a lane that waits: a few letters.
namespace labels {
inline constexpr char io[] = "io";
inline constexpr char io_on[] = "io fd {}";
inline constexpr char signal[] = "signal";
inline constexpr char timer[] = "timer";
inline constexpr char timer_for[] = "timer {}";
inline constexpr char join[] = "join {}";
inline constexpr char idle[] = "idle";
inline constexpr char channel[] = "chan";
inline constexpr char channel_called[] = "chan {}";
inline constexpr char condition[] = "cond";
inline constexpr char condition_called[] = "cond {}";
inline constexpr char lock[] = "lock {}";
}  // namespace labels

/// What somebody does who does not run, behind a name.
namespace waits {
inline constexpr char awaits[] = "awaits {}";
inline constexpr char awaits_result[] = "awaits a result";
inline constexpr char wants[] = "wants {}";
inline constexpr char wants_held[] = "wants {0}, which {1} holds";
inline constexpr char for_notice[] = "waits to be notified of {}";
inline constexpr char for_end[] = "waits until {} ends";
inline constexpr char for_any_end[] = "waits until another ends";
inline constexpr char for_thing[] = "waits for {}";
inline constexpr char for_io[] = "waits for I/O";
inline constexpr char for_signal[] = "waits for a signal";
inline constexpr char for_time[] = "waits for its time to come";
inline constexpr char for_something[] = "waits";
inline constexpr char sleeps[] = "sleeps";
inline constexpr char sleeps_for[] = "sleeps {}";
inline constexpr char idles[] = "has nothing to do";
inline constexpr char yields[] = "lets the others go first";
inline constexpr char finished[] = "has finished";
inline constexpr char stops[] = "stops";
inline constexpr char to_hand_over[] =
    "has something and waits at {} until it is taken";
inline constexpr char to_be_handed[] = "waits at {} until somebody sends";
inline constexpr char to_send[] = "has something for {}, which is full";
inline constexpr char to_receive[] = "wants something from {}, which is empty";
}  // namespace waits

/// Tasks and threads.
namespace tasks {
inline constexpr char stood_in_line[] = "It stood in line for {}.";
inline constexpr char waited[] = "It waited {}.";

inline constexpr char said_to_run[] = "{} is said to run";
inline constexpr char said_to_stop[] = "{} is said to stop";
inline constexpr char said_to_be_ready[] = "{} is said to be ready";
inline constexpr char too_late[] = "{0}, but {1} has ended";
inline constexpr char it[] = "it";
inline constexpr char its_thread[] = "its thread";

inline constexpr char some_descriptor[] = "descriptor";
inline constexpr char made_from[] = "fd {0} is new: {1} made from {2}";
inline constexpr char opens[] = "{0} opens {1}: it is fd {2}";
inline constexpr char number_is_handle[] =
    "The number is the program's handle for it in the kernel.";

inline constexpr char thread_starts[] = "{} starts, with one thread";
inline constexpr char next_from_beginning[] = "its code, from the beginning";
inline constexpr char new_thread[] = "{} starts as a new thread";
inline constexpr char own_stack[] =
    "It has a stack of its own, and the kernel shares out the cores.";
inline constexpr char new_task[] = "{} is a new task";
inline constexpr char own_lane[] = "it has a lane of its own from now on";
inline constexpr char runs_when_ready[] =
    "It runs only when something makes it ready.";
inline constexpr char makes[] = "{0} makes {1}";

inline constexpr char runs[] = "{} runs";
inline constexpr char wait_over[] = "its wait is over";
inline constexpr char wait_for_over[] = "its wait for {} is over";
inline constexpr char runs_after[] = "{0} runs: {1}";
inline constexpr char runs_again[] = "{0} runs again: {1}";
inline constexpr char next_until_return[] = "its code, until it returns";
inline constexpr char next_call_returns[] = "the call returns";
inline constexpr char next_code_goes_on[] = "its code goes on";
inline constexpr char next_until_wait[] = "its code, until it has to wait";
inline constexpr char next_until_either[] =
    "its code, until it returns or has to wait";
inline constexpr char next_code[] = "its code";
inline constexpr char others[] = "{} others";
inline constexpr char ready_too[] =
    "{0} {1} ready too, but one thread runs one task.";
inline constexpr char loop_runs[] = "The loop runs {}";
inline constexpr char loop_runs_for[] = "The loop runs {0} because of {1}";
inline constexpr char thread_runs[] = "The thread runs {}";
inline constexpr char thread_runs_for[] = "The thread runs {0} because of {1}";

inline constexpr char does[] = "{0} {1}";  ///< who, and a part of `waits`
inline constexpr char thread_sleeps[] = "the whole thread sleeps";
inline constexpr char uses_no_cpu[] =
    "It uses no CPU, but it can do nothing else meanwhile.";
inline constexpr char goes_to_end[] = "it goes to the end of the line";
inline constexpr char thread_is_free[] = "the thread is free for others";
inline constexpr char loop_asks[] = "the loop asks the kernel again";
inline constexpr char first_runs[] = "{} runs, it is the first in line";

inline constexpr char wakes[] = "{0} wakes {1}";
inline constexpr char kernel_may_run[] = "the kernel may run it again";
inline constexpr char more_to_do[] = "{} is told that there is more to do";
inline constexpr char once_more[] = "it will run once more";
inline constexpr char put_in_line[] = "{} is put in line";
inline constexpr char it_is_put_in_line[] = "it is put in line";
inline constexpr char time_has_come[] =
    "The time of {} has come, so it is put in line";
inline constexpr char ready_so_in_line[] =
    "{0} is ready, so {1} is put in line";
inline constexpr char done_so_in_line[] = "{0} is done, so {1} is put in line";
inline constexpr char runs_in_turn[] = "it runs when its turn comes";
inline constexpr char many_in_line[] = "{} are in line now.";
inline constexpr char alone_in_line[] = "It is the only one in line.";
inline constexpr char runs_first[] = "{} runs first";
}  // namespace tasks

/// Loops, timers and operations.
namespace loops {
inline constexpr char hands_over[] =
    "{} hands over what was begun, and sleeps if nothing is done";
inline constexpr char asks_at_once[] =
    "{0} asks {1} what is ready, without waiting";
inline constexpr char asks[] =
    "{0} asks {1} what is ready, and sleeps if nothing is";
inline constexpr char next_answer[] = "the answer, at once";
inline constexpr char asleep[] = "Asleep until something happens, at 0 % CPU.";
inline constexpr char asleep_at_most[] = "Asleep for {} at most, at 0 % CPU.";

inline constexpr char told_at_once[] = "{} is told at once";
inline constexpr char wakes_after[] = "{0} wakes after {1}";
inline constexpr char wakes[] = "{} wakes";
inline constexpr char back_with_error[] = "{0}: {1}";
inline constexpr char nothing_done[] = "{}: nothing is done";
inline constexpr char nothing_ready[] = "{}: nothing is ready";
inline constexpr char time_was_up[] = "{}, its time was up";
inline constexpr char operation[] = "operation";
inline constexpr char descriptor[] = "descriptor";
inline constexpr char some_done[] = "{0}: {1} {2} done";    ///< "2 ... are"
inline constexpr char some_ready[] = "{0}: {1} {2} ready";  ///< the same
inline constexpr char turn_begins[] = "turn {} begins";
inline constexpr char did_not_wait[] = "It did not wait at all.";
inline constexpr char next_timers[] = "it looks at its timers";
inline constexpr char next_which[] = "it looks which";
inline constexpr char next_signal[] =
    "it looks what the signal was about and asks again";

inline constexpr char readable[] = "readable";
inline constexpr char writable[] = "writable";
inline constexpr char in_error[] = "in error";
inline constexpr char both[] = "{0} and {1}";
inline constexpr char ready[] = "ready";
inline constexpr char token_is[] = "The kernel says that token {0:#x} is {1}";
inline constexpr char token_unknown[] =
    "Which descriptor that is was said before we watched.";
inline constexpr char kernel_says[] = "The kernel says that {0} is {1}";
inline constexpr char ready_not_read[] =
    "Ready is not read: nothing has moved.";
inline constexpr char nothing_moved_yet[] =
    "Nothing has moved yet: ready is not read.";
inline constexpr char next_in_line[] = "{} gets in line";
inline constexpr char read_goes[] = "a read will not have to wait";
inline constexpr char write_goes[] = "a write will not have to wait";
inline constexpr char next_call_tells[] = "the next call on it will say why";

inline constexpr char a_timer_of[] = "A timer of {}";
inline constexpr char the_timer_of[] = "The timer of {}";
inline constexpr char timer_numbered[] = "timer {}";
inline constexpr char timer_set[] = "{0} is set: it is due in {1}";
inline constexpr char timer_set_late[] = "{} is set: it is due already";
inline constexpr char no_thread_waits[] =
    "No thread waits for it: the loop sleeps no longer than that.";
inline constexpr char timer_off[] = "{} is off";
inline constexpr char timer_due[] = "{} is due";
inline constexpr char seen_late[] =
    "It is seen {} late: a timer is never early.";
inline constexpr char next_line_or_time[] = "{} gets in line, or a new time";

inline constexpr char starts[] = "{0} starts {1}";
inline constexpr char starts_on[] = "{0} starts {1} on {2}";
inline constexpr char need_not_wait[] = "it need not wait for it";
inline constexpr char next_somebody_told[] = "somebody is told when it is done";
inline constexpr char operation_on[] = "{0} on {1}";
inline constexpr char failed[] = "{0}: {1}";  ///< what, and a part of `errors`
inline constexpr char done[] = "{0} is done: its result is {1}";
inline constexpr char waiter_told[] = "whoever waits for it is told";
}  // namespace loops

/// What was tried and failed, behind "tries to".
namespace tries {
inline constexpr char to_do[] = "{0} tries to {1}: {2}";
inline constexpr char read[] = "read from {}";
inline constexpr char write[] = "write to {}";
inline constexpr char accept[] = "accept on {}";
inline constexpr char connect[] = "connect {}";
inline constexpr char close[] = "close {}";
inline constexpr char wait[] = "wait for {}";
inline constexpr char lock[] = "take {}";
inline constexpr char unlock[] = "give back {}";
inline constexpr char send[] = "send to {}";
inline constexpr char receive[] = "receive from {}";
inline constexpr char notify[] = "notify {}";
inline constexpr char arm[] = "set the timer of {}";
inline constexpr char cancel[] = "cancel {}";
inline constexpr char resume[] = "resume {}";
inline constexpr char post[] = "post to {}";
inline constexpr char shutdown[] = "shut down {}";
inline constexpr char open[] = "open {}";
inline constexpr char copy[] = "copy to {}";
inline constexpr char flags[] = "change the flags of {}";
inline constexpr char signal[] = "send a signal to {}";
inline constexpr char interest[] = "watch {}";
inline constexpr char other[] = "use {}";
inline constexpr char goes_on[] = "it goes on instead of waiting";
inline constexpr char loop_will_say[] = "The loop will say when.";
inline constexpr char nothing_moved[] = "Nothing has moved.";
inline constexpr char connecting[] =
    "The kernel makes the connection meanwhile.";
}  // namespace tries

/// What was done to a descriptor or a lock.
namespace acts {
inline constexpr char reads_end[] = "{0} reads the end of {1}";
inline constexpr char no_more[] = "no more will come from there";
inline constexpr char next_may_close[] = "{} has no reason to keep it open";
inline constexpr char reads[] = "{0} reads {1} from {2}";
inline constexpr char writes[] = "{0} writes {1} to {2}";
inline constexpr char out_of_kernel[] =
    "Out of the kernel's buffer, into the program's.";
inline constexpr char into_kernel[] =
    "Into the kernel's buffer: the peer may read it much later.";
inline constexpr char unwatches[] = "{0} tells {1} to watch {2} no longer";
inline constexpr char not_heard_of[] = "the loop will not hear of it again";
inline constexpr char watches[] = "{0} tells {1} to watch {2} for {3}";
inline constexpr char reading_and_writing[] = "reading and writing";
inline constexpr char reading[] = "reading";
inline constexpr char writing[] = "writing";
inline constexpr char errors_only[] = "errors only";
inline constexpr char can_wake_loop[] =
    "From now on it can wake the loop, and nobody need wait for it.";
inline constexpr char closes[] = "{0} closes {1}";
inline constexpr char kernel_forgets[] = "the kernel forgets it";
inline constexpr char other_end[] =
    "Whoever is at the other end reads the end.";
inline constexpr char accepts[] =
    "{0} accepts a connection on {1}: it is fd {2}";
inline constexpr char kernel_had_it[] =
    "The kernel had made it already; now the program knows of it.";
inline constexpr char makes_nonblocking[] = "{0} makes {1} non-blocking";
inline constexpr char will_not_wait[] = "no call on it will wait";
inline constexpr char makes_blocking[] = "{0} makes {1} blocking";
inline constexpr char may_wait[] = "a call on it may wait";
inline constexpr char takes[] = "{0} takes {1}";
inline constexpr char nobody_else[] = "nobody else can have it";
inline constexpr char gives_back[] = "{0} gives {1} back";
inline constexpr char notifies[] = "{0} notifies {1}";
inline constexpr char one_goes_on[] = "one that waits for it may go on";
inline constexpr char all_go_on[] = "those that wait for it may go on";
inline constexpr char sends[] = "{0} sends to {1}";
inline constexpr char receives[] = "{0} receives from {1}";
inline constexpr char has_room[] =
    "There is room: it does not wait for who receives it.";
inline constexpr char sender_goes_on[] = "Who waits to send there may go on.";
inline constexpr char timer_off[] = "{0} turns the timer of {1} off";
inline constexpr char timer_set[] = "{0} sets the timer of {1} to {2}";
inline constexpr char readable_then[] = "it will be readable then";
inline constexpr char token[] =
    "The kernel will report {0} by the token {1:#x}";
inline constexpr char how_it_finds[] =
    "That is how the loop finds whose descriptor it is.";
inline constexpr char connects[] = "{0} connects {1}";
inline constexpr char can_be_written[] = "it can be written to";
inline constexpr char shuts_down[] = "{0} shuts {1} down";
inline constexpr char peer_reads_end[] = "the peer reads the end";
inline constexpr char cancels[] = "{0} cancels {1}";
inline constexpr char waiter_told[] = "whoever waits for it is told";
inline constexpr char waits[] = "{0} waits for {1}";
inline constexpr char resumes[] = "{0} resumes {1}";
inline constexpr char posts[] = "{0} posts to {1}";
inline constexpr char opens[] = "{0} opens {1}";
inline constexpr char signals[] = "{0} sends a signal to {1}";
inline constexpr char uses[] = "{0} uses {1}";
inline constexpr char result[] = "The result is {}.";
}  // namespace acts

/// Ends.
namespace ends {
inline constexpr char process[] = "Process {0} ({1})";
inline constexpr char has_ended[] = "{} has ended";
inline constexpr char becomes[] = "{0} becomes {1}";
inline constexpr char all_over[] = "all that lived in it is over";
inline constexpr char kernel_lets_go[] =
    "It need not have said so: the kernel lets go of all it had.";
inline constexpr char keeps_number[] =
    "exec keeps the number and changes the program.";
inline constexpr char gone[] = "{} is gone";
inline constexpr char number_is_free[] =
    "its number may be given to the next one opened";
inline constexpr char number_is_place[] =
    "A number is only a place in the process's table.";
inline constexpr char threw[] = "{} ends with an exception";
inline constexpr char waiter_gets_it[] =
    "whoever waits for it gets that instead of a result";
inline constexpr char cancelled[] = "{} is cancelled";
inline constexpr char not_again[] = "it will not run again";
inline constexpr char abandoned[] = "{} is destroyed while it still waits";
inline constexpr char leak[] = "nobody can ever resume it: a leak";
inline constexpr char returned[] = "{} ends";
inline constexpr char stack_back[] = "the kernel takes its stack back";
inline constexpr char lane_stays[] =
    "Its lane stays a while, so that the end can be seen.";
}  // namespace ends

/// The small kinds of event.
namespace notes {
inline constexpr char value[] = "{0}: {1} is {2} now";
inline constexpr char named[] = "{0} is called \"{1}\" from now on";
inline constexpr char given_name[] = "The program gave it this name.";
inline constexpr char says[] = "{0} says: {1}";
inline constexpr char held[] = "{} is held here";
inline constexpr char stands_still[] = "the program stands still";
inline constexpr char clock_goes_on[] =
    "Its clients and the clock go on meanwhile.";
inline constexpr char let_go[] = "{} is let go";
inline constexpr char goes_on[] = "the program goes on";
inline constexpr char lost[] = "{0} of {1} {2} lost here";  ///< "... were"
inline constexpr char not_known[] = "what happened meanwhile is not known";
inline constexpr char right_again[] =
    "States are right again as soon as something is said of them.";
}  // namespace notes

/// Chains of waits.
namespace why {
inline constexpr char which[] = "which";
inline constexpr char waits_at[] = "waits on {}";
inline constexpr char waits_at_full[] = "waits on {} (full)";
inline constexpr char waits_at_empty[] = "waits on {} (empty)";
inline constexpr char not_run_yet[] = "has not run yet";
inline constexpr char runs[] = "runs";
inline constexpr char in_line[] = "is ready, and stands in line";
inline constexpr char ended[] = "has ended";
inline constexpr char ended_in_error[] = "has ended in an error";

/// A screen shows the name in these its own way: where exactly {} stands.
inline constexpr char held_by[] = "held by {}";
inline constexpr char behind[] = "behind {}, which has the thread";
inline constexpr char filled_by[] = "last filled by {}";
inline constexpr char notified_by[] = "last notified by {}";
inline constexpr char emptied_by[] = "last emptied by {}";
inline constexpr char that_is[] = "that is {}";

inline constexpr char waits_for_nothing[] = "It waits for nothing.";
inline constexpr char ends_running[] = "Ends at one that runs: wait.";
inline constexpr char ends_in_line[] = "Ready: it runs when its turn comes.";
inline constexpr char ends_at_io[] = "Ends at I/O: slow, but no deadlock.";
inline constexpr char ends_at_timer[] = "Ends at a timer: time alone ends it.";
inline constexpr char ends_idle[] = "Ends at one without work: not a deadlock.";
inline constexpr char is_over[] = "It is over.";
inline constexpr char ends_over[] = "{} has ended: nobody lets go.";
inline constexpr char ends_unknown[] =
    "Who could end that wait, the events do not say.";
inline constexpr char is_deadlock[] = "A deadlock: none of these can go on.";
inline constexpr char goes_round[] =
    "It goes round: only somebody else could help.";

inline constexpr char holds_it_itself[] =
    "{0} waits for {1}, which it holds itself: it can never go on.";
inline constexpr char waits_for_itself[] =
    "{} waits for itself: it can never go on.";
inline constexpr char for_held[] = "waits for {0} held by {1}";
inline constexpr char first_link[] = "{0} {1}";
inline constexpr char further_link[] = "{0}, which {1}";
inline constexpr char neither[] = "{}: neither can go on.";
inline constexpr char none[] = "{}: none of them can go on.";
}  // namespace why

/// What a task did, in its past.
namespace past {
inline constexpr char ran_then[] = "ran {0}, then {1}";
inline constexpr char runs_from_line[] = "runs, after {} in line";
inline constexpr char runs_first[] = "runs for the first time";
inline constexpr char runs_again[] = "runs again, after {}";
inline constexpr char ready_for[] = "is ready, because of {}";
}  // namespace past

/// Where a program may be told to stop.
namespace stops {
inline constexpr char of_task[] = "{0}: {1}";
inline constexpr char of_loop[] = "the loop: {}";
inline constexpr char fresh[] = "new";
inline constexpr char ready[] = "ready";
inline constexpr char running[] = "runs";
inline constexpr char waits_io[] = "waits io";
inline constexpr char waits_timer[] = "waits timer";
inline constexpr char waits_lock[] = "waits lock";
inline constexpr char done[] = "done";
inline constexpr char failed[] = "error";
inline constexpr char timers[] = "looks at timers";
inline constexpr char asleep[] = "falls asleep";
inline constexpr char polled[] = "is woken";
inline constexpr char runs[] = "runs handlers";
inline constexpr char begins[] = "begins";
}  // namespace stops

/// What a program does and had better not, and what to do about it: sentences
/// of at most 76 columns each.
namespace warnings {

/// A kind, in at most 16 columns, and what its figure counts; "" = time. In
/// the order of warning_kind.
struct kind {
  std::string_view name, one, many;
};

inline constexpr kind kinds[] = {
    {"long handler", "", ""},
    {"blocking call", "", ""},
    {"never suspends", "", ""},
    {"destroyed", "", ""},
    {"never awaited", "", ""},
    {"never resumed", "", ""},
    {"held lock", "", ""},
    {"deadlock", "task", "tasks"},
    {"lost wake-up", "byte", "bytes"},
    {"busy polling", "turn", "turns"},
    {"descriptor leak", "descriptor", "descriptors"},
    {"growing queue", "in line", "in line"},
    {"growing threads", "thread", "threads"},
};

inline constexpr char figure[] = "{0} {1}";
inline constexpr char seen_later[] = "later";
inline constexpr char seen_once[] = "once, {}";
inline constexpr char seen[] = "{0} times, up to {1}";
inline constexpr char seen_over[] = "over {0} times, up to {1}";

inline constexpr char wall_time[] = "{} (wall time)";
inline constexpr char so_far[] = "{} so far";
inline constexpr char at_least[] = "at least {}";
inline constexpr char at_least_of[] = "at least {0} of {1}";

inline constexpr char held_loop[] = "{0} held the loop for {1}.";
inline constexpr char runs_on[] = "{0} has run for {1} without a pause.";
inline constexpr char cut_it_up[] =
    "Cut the work into pieces, or give it to a thread that nobody waits for.";

inline constexpr char blocked[] = "{0} {1} for {2}.";  ///< who, one of these
inline constexpr char slept[] = "slept";
inline constexpr char arm_timer[] =
    "Arm a timer and go back to the loop instead.";
inline constexpr char waited_for[] = "waited for {}";
inline constexpr char hold_less[] =
    "Hold the lock for less time, or take it in another thread.";
inline constexpr char waited_for_end[] = "waited for the end of {}";
inline constexpr char let_it_say[] =
    "Let the thread say that it is done, by a descriptor.";
inline constexpr char waited_for_signal[] = "waited for a signal";
inline constexpr char use_signalfd[] =
    "Watch a signalfd in the loop, and go back to it.";
inline constexpr char waited_for_result[] = "waited for a result";
inline constexpr char never_wait[] =
    "Never wait in a handler: return, and let the result call you.";
inline constexpr char looked_up[] = "looked up a name";
inline constexpr char look_up_apart[] =
    "Look names up in a thread of its own, or before the loop begins.";
inline constexpr char waited_for_file[] = "waited for a file, {},";
inline constexpr char read_apart[] =
    "Let another thread or io_uring read files.";
inline constexpr char waited_in_call[] = "waited in a call on {}";
inline constexpr char make_nonblocking[] =
    "Make the descriptor non-blocking, and wait for it in the loop.";

inline constexpr char circle_of_one[] =
    "{} waits for what it holds itself, for ever.";
inline constexpr char circle_of_two[] =
    "{0} and {1} wait for each other, for ever.";
inline constexpr char circle[] = "{0}, {1} and {2} wait in a circle, for ever.";
inline constexpr char other[] = "other";  ///< as it is counted: {2}
inline constexpr char one_order[] =
    "Take locks in one order everywhere, or all at once.";

inline constexpr char leak[] =
    "{0} descriptors ({1}) are at their end and still open.";
inline constexpr char close_them[] =
    "Close a descriptor when it has come to its end, on all ways out.";

inline constexpr char grew[] = "{0} grew from {1} to {2} and never shrank.";
inline constexpr char threads[] = "The number of threads";
inline constexpr char use_pool[] =
    "Give the work to a pool of so many threads as there are cores.";
inline constexpr char line_in[] = "The line in {}";
inline constexpr char set_limit[] =
    "Give it a limit, and let who fills it wait or be turned away.";
inline constexpr char line_of_ready[] = "The line of the ready";
inline constexpr char take_less[] =
    "Take in less: answer 503, or read from fewer clients at a time.";

inline constexpr char slept_with[] =
    "{0} slept {1} with {2}, for which {3} waited.";
inline constexpr char let_go_first[] =
    "Let go of the lock before you await, or before the loop goes on.";

inline constexpr char never_ran[] = "{} was made and destroyed, and never ran.";
inline constexpr char await_it[] =
    "Await it or spawn it: by itself it does nothing.";
inline constexpr char destroyed[] = "{} was destroyed while it waited.";
inline constexpr char destroyed_waiting[] =
    "{0} was destroyed while it waited for {1}.";
inline constexpr char cancel_first[] =
    "Cancel what it waits for and let it end, before you let go of it.";
inline constexpr char waits_for_gone[] = "{0} waits for {1}, which is gone.";
inline constexpr char resume_waiters[] =
    "Whoever drops an operation must resume who waits for it.";

inline constexpr char nothing_there[] =
    "{0} polled {1} times in a row in {2}, and nothing was there.";
inline constexpr char use_time_out[] =
    "Give the poll a time-out: it sleeps until something comes.";
inline constexpr char nothing_done[] =
    "{0} polled {1} times in a row in {2}, and nothing could be done.";
inline constexpr char unwatch[] =
    "Stop watching what you cannot serve, or watch its edges.";

inline constexpr char byte_waits[] =
    "{0} waits in {1} for {2}, and nobody reads.";
inline constexpr char bytes_wait[] =
    "{0} wait in {1} for {2}, and nobody reads.";
inline constexpr char read_all[] =
    "With EPOLLET, read until EAGAIN before the loop sleeps again.";
}  // namespace warnings

/// Error numbers, and what they mean to somebody who waits.
namespace errors {
inline constexpr char numbered[] = "error {}";
inline constexpr char with_meaning[] = "{0}, {1}";
inline constexpr char means[] = "{0}: {1}.";
inline constexpr char no_room[] = "no room there now";

struct meaning {
  int number;
  std::string_view words;
};

inline constexpr meaning meanings[] = {
    {EAGAIN, "nothing there now"},
    {EINTR, "interrupted by a signal"},
    {EINPROGRESS, "on its way, not finished"},
    {EALREADY, "already on its way"},
    {ECONNREFUSED, "nobody listens there"},
    {ECONNRESET, "the peer broke the connection"},
    {ECONNABORTED, "the peer left before accept"},
    {EPIPE, "the peer no longer reads"},
    {ENOTCONN, "there is no connection"},
    {ETIMEDOUT, "no answer in time"},
    {ECANCELED, "cancelled before it was due"},
    {EMFILE, "no descriptor is free in this process"},
    {ENFILE, "no descriptor is free in this system"},
    {EBADF, "no such descriptor"},
    {EBUSY, "somebody else holds it"},
    {EDEADLK, "waiting for it would never end"},
    {ENOENT, "there is no such file"},
    {EEXIST, "it is there already"},
    {EACCES, "not permitted"},
    {EPERM, "not permitted"},
    {EINVAL, "the call makes no sense here"},
    {EADDRINUSE, "the address is taken"},
    {EHOSTUNREACH, "no way leads there"},
    {ENETUNREACH, "no way leads there"},
    {ENOMEM, "no memory left"},
    {ENOBUFS, "no buffer left in the kernel"},
    {ENOSPC, "no space left"},
    {EIO, "the device failed"},
    {ENOTSOCK, "not a socket"},
    {ENOSYS, "this kernel cannot do it"},
    {EOPNOTSUPP, "it cannot do that"},
    {EISCONN, "it is connected already"},
};
}  // namespace errors

}  // namespace looplab::model::english
