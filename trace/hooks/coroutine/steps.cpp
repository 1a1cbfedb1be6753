// SPDX-License-Identifier: BSL-1.0
//
// The words themselves. A coroutine that is resumed by another, below it on the
// same stack, makes that one wait: one task runs on a thread.
#include "trace/hooks/coroutine/steps.hpp"

#include <coroutine>
#include <cstring>
#include <string_view>
#include <utility>

namespace looplab::trace::coroutine {

constinit thread_local const void* last_made = nullptr;

namespace {

/// What this thread said when it left one coroutine for another: true only of
/// that other one, so it is forgotten if somebody else goes on first.
struct handing {
  const void* to = nullptr;
  step by;
};

constinit thread_local handing handed;

template <class Word>
constexpr std::uint8_t low(Word word) noexcept {
  return static_cast<std::uint8_t>(word);
}

/// "task<int> shop::serve(int)" is called "serve", and so is what GCC makes of
/// it inside a coroutine, "serve(serve(int)::_Z5servei.Frame*)". A lambda is
/// called after the function it is written in.
std::string_view plain_name(std::string_view name) noexcept {
  std::size_t end = 0;
  for (int depth = 0; end < name.size(); ++end) {
    depth += name[end] == '<' ? 1 : name[end] == '>' ? -1 : 0;
    if (name[end] == '(' && depth <= 0) {
      break;
    }
  }
  name = name.substr(0, end);
  const std::size_t before = name.find_last_of(" :>*&");
  return before == name.npos ? name : name.substr(before + 1);
}

/// Where a coroutine begins. GCC says "at its closing brace"; but there the
/// frame already begins with the address of the code. (A place in the code is
/// told as a return address, which is one past it.)
location beginning(const void* frame,
                   const std::source_location& where) noexcept {
#if defined(__GNUC__) && !defined(__clang__)
  const char* code = nullptr;
  std::memcpy(&code, frame, sizeof code);
  static_cast<void>(where);
  return location_of(code + 1);
#else
  static_cast<void>(frame);
  return location_of(where);
#endif
}

/// One that was called before somebody asked for a recording.
void make_late(ticket& t, const std::source_location& where) noexcept {
  if (t.task == 0) {
    t.task =
        create_at(thing_kind::task, intern(plain_name(where.function_name())),
                  location_of(where));
  }
}

void run_here(ticket& t, const void* frame, location where) noexcept {
  const handing last = std::exchange(handed, {});
  id cause = 0;
  const id outer = current();
  if (last.to == frame) {
    cause = last.by.task;
    t.outer = last.by.outer;
  } else if (outer != this_thread() && outer != t.task) {
    t.outer = outer;
    emit(event_kind::stop, low(wait_why::await), 0, outer, t.task);
  } else {
    t.outer = 0;
  }
  point(event_kind::run, 0, where, t.task, cause == t.task ? 0 : cause);
}

}  // namespace

void made(ticket& t, const void* frame,
          const std::source_location& where) noexcept {
  t.task =
      create_at(thing_kind::task, intern(plain_name(where.function_name())),
                beginning(frame, where), current());
  last_made = frame;
}

void began(ticket& t, const void* frame,
           const std::source_location& where) noexcept {
  make_late(t, where);
  run_here(t, frame, beginning(frame, where));
}

step stops(ticket& t, const waits& what,
           const std::source_location& where) noexcept {
  make_late(t, where);
  emit(event_kind::stop, low(what.why), location_of(where), t.task, what.on, 0,
       what.amount);
  return {t.task, std::exchange(t.outer, 0)};
}

void left(const step& s, wait_why why) noexcept {
  if (s.outer != 0) {
    emit(event_kind::run, 0, 0, s.outer);
  }
  hold(event_kind::stop, low(why), s.task);
}

void handed_over(const step& s, wait_why why, const void* frame) noexcept {
  if (frame == std::noop_coroutine().address()) {
    return left(s, why);
  }
  handed = {frame, s};
  hold(event_kind::stop, low(why), s.task);
}

void stayed(ticket& t, const step& s,
            const std::source_location& where) noexcept {
  t.outer = s.outer;
  emit(event_kind::run, 0, location_of(where), t.task);
}

void went_on(ticket& t, const void* frame,
             const std::source_location& where) noexcept {
  make_late(t, where);
  run_here(t, frame, location_of(where));
}

step ended(ticket& t, end_how how) noexcept {
  if (t.task == 0) {
    return {};
  }
  point(event_kind::stop, low(wait_why::finished), 0, t.task);
  emit(event_kind::end, low(how), 0, t.task);
  return {t.task, std::exchange(t.outer, 0)};
}

void dropped(ticket& t) noexcept {
  emit(event_kind::end,
       low(t.yielded ? end_how::cancelled : end_how::abandoned), 0, t.task);
}

}  // namespace looplab::trace::coroutine
