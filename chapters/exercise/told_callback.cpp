// SPDX-License-Identifier: BSL-1.0
//
// See told_callback.hpp. It is told as trace/hooks/asio/handler.cpp tells a
// handler, which is its own operation.
#include "chapters/exercise/told_callback.hpp"

#include <utility>

namespace looplab::exercise {

using trace::event_kind;

namespace {

template <class Word>
constexpr std::uint8_t low(Word word) {
  return static_cast<std::uint8_t>(word);
}

}  // namespace

told_callback::told_callback(const char* name, const void* caller,
                             trace::id parent)
    : where_(trace::location_of(caller)),
      id_(trace::create_at(trace::thing_kind::callback, trace::intern(name),
                           where_, parent)) {}

told_callback told_callback::posted(const char* name, const void* caller) {
  told_callback made(name, caller, trace::current());
  trace::emit(event_kind::wake, 0, made.where_, made.id_, trace::current());
  return made;
}

told_callback told_callback::came(const char* name, const void* caller) {
  told_callback made(name, caller, 0);
  trace::emit(event_kind::wake, 0, made.where_, made.id_);
  return made;
}

told_callback told_callback::waiting(const char* name, const void* caller,
                                     trace::verb what, int fd) {
  told_callback made(name, caller, trace::current());
  made.what_ = what;
  made.waits_for_ = trace::descriptor_id(fd);
  trace::emit(event_kind::start, low(what), made.where_, made.id_,
              made.waits_for_);
  return made;
}

told_callback::told_callback(told_callback&& other) noexcept
    : where_(other.where_),
      id_(std::exchange(other.id_, 0)),
      what_(other.what_),
      waits_for_(other.waits_for_) {}

told_callback& told_callback::operator=(told_callback&& other) noexcept {
  std::swap(where_, other.where_);
  std::swap(id_, other.id_);
  std::swap(what_, other.what_);
  std::swap(waits_for_, other.waits_for_);
  return *this;
}

told_callback::~told_callback() {
  if (id_ != 0) {
    trace::emit(event_kind::end, low(trace::end_how::abandoned), 0, id_);
  }
}

void told_callback::done(std::int64_t result) {
  trace::emit(event_kind::done, low(what_), where_, id_, 0, 0, result);
  trace::emit(event_kind::wake, 0, where_, id_, waits_for_);
}

void told_callback::call(const std::function<void()>& code) {
  const trace::id self = std::exchange(id_, 0);
  trace::emit(event_kind::run, 0, where_, self, waits_for_);
  code();
  trace::emit(event_kind::stop, low(trace::wait_why::finished), where_, self);
  trace::emit(event_kind::end, low(trace::end_how::returned), where_, self);
}

}  // namespace looplab::exercise
