// SPDX-License-Identifier: BSL-1.0
//
// The words themselves. Asio calls some of these under a descriptor's mutex,
// so only the beginning and the end of a handler are points.
#include "trace/hooks/asio/handler.hpp"

#include <string_view>

namespace looplab::trace::asio {

constinit thread_local const stated_place* stated = nullptr;
constinit thread_local const void* awaiting = nullptr;

namespace {

/// The innermost handler that is being called on this thread.
constinit thread_local passage* innermost = nullptr;

template <class Word>
constexpr std::uint8_t low(Word word) noexcept {
  return static_cast<std::uint8_t>(word);
}

/// Asio states places in its own headers too; they are no lines of the user's.
const stated_place* stated_by_user() noexcept {
  for (const stated_place* at = stated; at != nullptr; at = at->outer) {
    const std::string_view file = at->file == nullptr ? "" : at->file;
    if (!file.empty() && file.find("/boost/asio/") == file.npos) {
      return at;
    }
  }
  return nullptr;
}

location location_of_stated(const stated_place& at) noexcept {
  return location_of(at.file, at.function != nullptr ? at.function : "",
                     static_cast<std::uint32_t>(at.line));
}

/// A place is a return address, which is one past the call it stands for.
location location_of_code(const void* code) noexcept {
  return code == nullptr ? 0 : location_of(static_cast<const char*>(code) + 1);
}

id make_handler(const char* name, location where) noexcept {
  return create_at(thing_kind::callback, intern(name), where, current());
}

/// "awaitable<void> shop::serve(tcp::socket)" is called "serve", and so is what
/// GCC makes of it inside a coroutine, "serve(serve(int)::_Z5servei.Frame*)".
std::string_view plain_name(const char* function) noexcept {
  std::string_view name = function == nullptr ? "" : function;
  name = name.substr(0, name.find('('));
  const std::size_t before = name.find_last_of(" :>*&");
  return before == name.npos ? name : name.substr(before + 1);
}

/// The passage in which this coroutine goes on, if it is one of an operation.
passage* passage_of(const void* coroutine) noexcept {
  passage* at = innermost;
  while (at != nullptr && at->of.coroutine != coroutine) {
    at = at->around;
  }
  return at;
}

/// Finds out who awaits: the coroutine that goes on here, or a new one.
void find_coroutine(ticket& t, const stated_place* at) noexcept {
  const std::string_view name = at != nullptr ? plain_name(at->function) : "";
  t.named = !name.empty();
  if (passage* const mine = passage_of(t.coroutine)) {
    mine->awaits = true;
    t.task = mine->of.task;
    if (t.named && !mine->of.named) {
      emit(event_kind::note, low(note_kind::name), t.where, t.task, 0,
           intern(name));
    }
    t.named = t.named || mine->of.named;
    return;
  }
  t.task = create_at(thing_kind::task, intern(t.named ? name : "coroutine"),
                     t.where, current());
}

/// What is awaited is told before it starts: afterwards another thread may
/// already run the coroutine's next step.
void awaited(ticket& t, const operation& what) noexcept {
  const stated_place* const at = stated_by_user();
  t.coroutine = what.coroutine;
  t.where = at != nullptr ? location_of_stated(*at) : 0;
  find_coroutine(t, at);
  if (what.what == wanted::turn) {
    t.op = 0;
    emit(event_kind::stop, low(wait_why::yield), t.where, t.task);
    return;
  }
  t.op = reserve_id();
  // A timer's `ref` is whose it is; any other operation's, what it works on.
  emit(event_kind::start, low(t.deed), t.where, t.op,
       t.deed == verb::arm ? t.task : t.cause, intern(what.name),
       what.deadline_ns);
  emit(event_kind::stop, low(wait_why::await), t.where, t.task, t.op);
  t.cause = t.op;
}

void finish(passage& p, end_how how) noexcept {
  emit(event_kind::end, low(how), p.where, p.of.task);
}

/// Back to whoever was called from here.
void leave(passage& p) noexcept {
  if (p.began) {
    innermost = p.around;
  }
  if (p.outer != 0) {
    emit(event_kind::run, 0, 0, p.outer);
  }
  p.of.task = 0;
}

}  // namespace

void created(ticket& t, const operation& what) noexcept {
  t.deed = what.deed;
  t.told = false;
  t.cause = what.what == wanted::descriptor ? descriptor_id(what.fd) : 0;
  if (what.coroutine != nullptr) {
    return awaited(t, what);
  }
  // Where a person should look: at the line that was stated, at the handler's
  // code, or else at the call, which is the user's if it was inlined there.
  const stated_place* const at = stated_by_user();
  const location where = at != nullptr ? location_of_stated(*at)
                         : what.code != nullptr
                             ? location_of_code(what.code)
                             : location_of(__builtin_return_address(0));
  t.task = t.op = make_handler(what.name, where);
  if (what.what == wanted::turn) {
    emit(event_kind::wake, 0, where, t.task, current());
  } else {
    emit(event_kind::start, low(t.deed), where, t.op, t.cause, 0,
         what.deadline_ns);
  }
}

void succeeded(ticket& t, std::int64_t result) noexcept {
  emit(event_kind::done, low(t.deed), 0, t.op, 0, 0, result);
  emit(event_kind::wake, 0, 0, t.task, t.cause);
  t.told = true;
}

void began(passage& p, std::int64_t result) noexcept {
  p.where = p.of.where != 0 ? p.of.where : location_of_code(p.code);
  if (p.of.task == 0) {
    // Its operation was started before somebody asked for a recording.
    p.of.task = make_handler("handler", p.where);
    p.of.told = true;
  }
  p.began = true;
  p.around = innermost;
  innermost = &p;
  awaiting = nullptr;
  if (!p.of.told && p.of.deed != verb::post) {
    emit(event_kind::done, low(p.of.deed), 0, p.of.op, 0, 0, result);
  }
  // A handler that calls run_one(), or a strand that calls its handlers.
  const id outer = current();
  if (outer != this_thread()) {
    p.outer = outer;
    emit(event_kind::stop, low(wait_why::await), 0, outer, p.of.task);
  }
  point(event_kind::run, 0, p.where, p.of.task, p.of.cause);
}

void returned(passage& p) noexcept {
  if (p.awaits) {
    // Told when it awaited, where it could not be held.
    hold(event_kind::stop, low(wait_why::await), p.of.task);
  } else {
    point(event_kind::stop, low(wait_why::finished), p.where, p.of.task);
    finish(p, end_how::returned);
  }
  leave(p);
}

void dropped(passage& p) noexcept {
  if (p.began && !p.awaits) {
    emit(event_kind::stop, low(wait_why::finished), p.where, p.of.task);
  } else if (!p.began && p.of.op != p.of.task && p.of.op != 0) {
    emit(event_kind::end, low(end_how::abandoned), 0, p.of.op);
  }
  if (!p.awaits) {
    finish(p, p.began ? end_how::threw : end_how::abandoned);
  }
  leave(p);
}

void cancelled(int fd) noexcept {
  emit(event_kind::act, low(verb::cancel), 0, descriptor_id(fd), current());
}

void remarked(const ticket& t, const char* words) noexcept {
  emit(event_kind::note, low(note_kind::text), 0, t.task, 0, intern(words));
}

}  // namespace looplab::trace::asio
