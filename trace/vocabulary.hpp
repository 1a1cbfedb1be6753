// SPDX-License-Identifier: BSL-1.0
//
// The words in which every program tells what it does: thirteen kinds of
// event, and the few words each of them is refined with. Nothing here records,
// reads or draws; trace/README.md explains each word with an example.
#pragma once

#include <cstddef>
#include <cstdint>

namespace looplab::trace {

/// Names one thing (a task, a descriptor, a loop ...) of one process. 0 is "no
/// thing". The top three bits say how the rest was made, see `id_space`.
using id = std::uint32_t;

/// How an id was made, so that hooks can name a descriptor or a thread without
/// looking anything up.
enum class id_space : std::uint32_t {
  counted = 0x00000000u,     ///< tasks, operations, timers: a counter
  thread = 0x20000000u,      ///< the low bits are the kernel's thread id
  descriptor = 0x40000000u,  ///< the low bits are the descriptor's number
  address = 0x60000000u,     ///< mutexes and the like: a counter per address
  process = 0x80000000u,     ///< the low bits are the kernel's process id
};

inline constexpr id id_space_mask = 0xe0000000u;

constexpr id_space space_of(id thing) {
  return static_cast<id_space>(thing & id_space_mask);
}

constexpr id descriptor_id(int fd) {
  return fd < 0 ? 0
                : static_cast<id>(id_space::descriptor) | static_cast<id>(fd);
}

/// The descriptor's number; requires `space_of(thing)` to be `descriptor`.
constexpr int descriptor_of(id thing) {
  return static_cast<int>(thing & ~id_space_mask);
}

constexpr id thread_id_of(std::uint32_t tid) {
  return static_cast<id>(id_space::thread) | (tid & ~id_space_mask);
}

/// Of this one only a reader speaks, see `event_kind::end`.
constexpr id process_id_of(std::uint32_t pid) {
  return static_cast<id>(id_space::process) | (pid & ~id_space_mask);
}

/// What happened. The comment says what `id`, `sub`, `ref` and `arg` of the
/// event mean for the kind.
enum class event_kind : std::uint8_t {
  gap,     ///< made by the reader only: `arg` events of this thread were lost
  create,  ///< id = the new thing, sub = thing_kind, ref = parent, str = name,
           ///< arg = fd, or a channel's room: -1 none (who sends waits for who
           ///< receives), 0 not told
  end,     ///< id = the thing, sub = end_how; of a process, made by the reader
           ///< only: str = the program it became by exec, none = it is gone
  run,     ///< id = the task (or thread) that runs now, ref = cause
  stop,  ///< id = the task (or thread), sub = wait_why, ref = what it waits on,
         ///< arg = of a sleep the time in ns; of a lock the id of who has it,
         ///< -1 nobody known, 0 not told
  wake,  ///< id = the task made ready, ref = who or what made it so
  start,  ///< id = operation or timer, sub = verb, ref = resource, arg = amount
          ///< or, for a timer, the deadline in ns of CLOCK_MONOTONIC
  done,   ///< id = operation or timer, sub = verb, arg = result or -errno
  act,    ///< id = resource, sub = verb, arg = result, mask or -errno
  poll,   ///< id = loop, sub = poll_phase, arg = time-out in ms or count
  ready,  ///< id = resource or 0 when only the token is known, sub = readiness
          ///< bits, ref = loop, arg = the loop's token for the resource
  value,  ///< id = thing, str = name of the number, arg = the number
  note,   ///< id = thing, sub = note_kind, str = text
  gate,   ///< id = task or thread, sub = gate_phase
};

inline constexpr int event_kinds = 14;  ///< thirteen, and `gap`

/// Bit of a kind in a mask of kinds.
constexpr std::uint32_t bit(event_kind kind) {
  return 1u << static_cast<unsigned>(kind);
}

/// The points at which a program can be held without holding a library's lock.
inline constexpr std::uint32_t all_points =
    bit(event_kind::poll) | bit(event_kind::run) | bit(event_kind::stop);

enum class thing_kind : std::uint8_t {
  none,
  process,
  thread,
  task,
  callback,
  op,
  loop,
  ring,
  descriptor,
  mutex,
  condition,
  channel,
  timer,
  signal,
  value,
};

enum class end_how : std::uint8_t {
  returned,
  threw,
  cancelled,
  abandoned,  ///< destroyed while it still waited: a leak
};

enum class wait_why : std::uint8_t {
  none,
  yield,
  await,
  lock,
  condition,
  channel_full,
  channel_empty,
  io,
  sleep,
  join,
  idle,
  finished,
  signal,
};

enum class verb : std::uint8_t {
  none,
  read,
  write,
  accept,
  connect,
  close,
  wait,
  lock,
  unlock,
  send,
  receive,
  notify,
  arm,
  cancel,
  resume,
  post,
  shutdown,
  open,
  copy,
  flags,
  signal,
  interest,  ///< act: ref = loop, arg = epoll event mask, 0 = no longer watched
  token,     ///< act: ref = loop, arg = the word epoll_wait will give back
  other,
};

enum class poll_phase : std::uint8_t { begin, end };

enum class gate_phase : std::uint8_t { held, released };

enum class note_kind : std::uint8_t {
  text,
  name,  ///< str is from now on the name of the thing
};

/// Bits of `sub` in a `ready` event.
enum readiness : std::uint8_t { readable = 1, writable = 2, failed = 4 };

/// One event, 32 bytes, as it lies in a ring. `ts` is in ticks of the file's
/// clock; `loc` is an index of the location table, `str` an offset in the
/// string arena; 0 means "not known" for both.
struct event {
  std::uint64_t ts;
  event_kind kind;
  std::uint8_t sub;
  std::uint16_t loc;
  id subject;
  id ref;
  std::uint32_t str;
  std::int64_t arg;
};

static_assert(sizeof(event) == 32);

}  // namespace looplab::trace
