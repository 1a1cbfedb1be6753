// SPDX-License-Identifier: BSL-1.0
//
// The words themselves. Asio calls some of these under a descriptor's mutex,
// so only the beginning and the end of a handler are points.
#include "trace/hooks/asio/handler.hpp"

#include <string_view>

namespace looplab::trace::asio {

constinit thread_local const stated_place* stated = nullptr;

namespace {

template <class Word>
constexpr std::uint8_t low(Word word) noexcept {
  return static_cast<std::uint8_t>(word);
}

/// Asio states places in its own headers too; they are no lines of the user's.
location stated_location() noexcept {
  for (const stated_place* at = stated; at != nullptr; at = at->outer) {
    const std::string_view file = at->file == nullptr ? "" : at->file;
    if (!file.empty() && file.find("/boost/asio/") == file.npos) {
      return location_of(at->file, at->function != nullptr ? at->function : "",
                         static_cast<std::uint32_t>(at->line));
    }
  }
  return 0;
}

/// Where a person should look: at the line that was stated, at the handler's
/// code, or else at the call, which is the user's if it was inlined there.
location place_of(const void* code, const void* caller) noexcept {
  if (const location said = stated_location()) {
    return said;
  }
  // A place is a return address, which is one past the call it stands for.
  return location_of(code != nullptr ? static_cast<const char*>(code) + 1
                                     : caller);
}

id make_task(const char* name, location where) noexcept {
  return create_at(thing_kind::callback, intern(name), where, current());
}

}  // namespace

void created(ticket& t, const operation& what) noexcept {
  const location where = place_of(what.code, __builtin_return_address(0));
  t.self = make_task(what.name, where);
  t.deed = what.deed;
  t.told = false;
  t.cause = what.what == wanted::descriptor ? descriptor_id(what.fd) : 0;
  if (t.self == 0) {
    return;
  }
  if (what.what == wanted::turn) {
    emit(event_kind::wake, 0, where, t.self, current());
  } else {
    emit(event_kind::start, low(t.deed), where, t.self, t.cause, 0,
         what.deadline_ns);
  }
}

void succeeded(ticket& t, std::int64_t result) noexcept {
  emit(event_kind::done, low(t.deed), 0, t.self, 0, 0, result);
  emit(event_kind::wake, 0, 0, t.self, t.cause);
  t.told = true;
}

void began(passage& p, std::int64_t result) noexcept {
  const void* const code = p.code;
  p.where =
      code == nullptr ? 0 : location_of(static_cast<const char*>(code) + 1);
  if (p.of.self == 0) {
    // Its operation was started before somebody asked for a recording.
    p.of.self = make_task("handler", p.where);
    p.of.told = true;
  }
  p.began = true;
  if (!p.of.told && p.of.deed != verb::post) {
    emit(event_kind::done, low(p.of.deed), 0, p.of.self, 0, 0, result);
  }
  // A handler that calls run_one(), or a strand that calls its handlers.
  const id outer = current();
  if (outer != this_thread()) {
    p.outer = outer;
    emit(event_kind::stop, low(wait_why::await), 0, outer, p.of.self);
  }
  point(event_kind::run, 0, p.where, p.of.self, p.of.cause);
}

namespace {

void finish(passage& p, end_how how) noexcept {
  emit(event_kind::end, low(how), p.where, p.of.self);
  p.of.self = 0;
  if (p.outer != 0) {
    emit(event_kind::run, 0, 0, p.outer);
  }
}

}  // namespace

void returned(passage& p) noexcept {
  point(event_kind::stop, low(wait_why::finished), p.where, p.of.self);
  finish(p, end_how::returned);
}

void dropped(passage& p) noexcept {
  if (p.began) {
    emit(event_kind::stop, low(wait_why::finished), p.where, p.of.self);
  }
  finish(p, p.began ? end_how::threw : end_how::abandoned);
}

void cancelled(int fd) noexcept {
  emit(event_kind::act, low(verb::cancel), 0, descriptor_id(fd), current());
}

void remarked(const ticket& t, const char* words) noexcept {
  emit(event_kind::note, low(note_kind::text), 0, t.self, 0, intern(words));
}

}  // namespace looplab::trace::asio
