// SPDX-License-Identifier: BSL-1.0
//
// What a test tells the recorder of a ring, which no hook sees, as if it had
// happened at the line of the student's code that called.
#pragma once

#include <cstdint>

#include "trace/recorder.hpp"

namespace looplab::exercise {

/// What is done on a ring, and what the recording calls it.
struct ring_operation {
  const char* name;
  trace::verb what;
};

/// Tells of one ring. `caller` is a return address.
class tell_ring {
 public:
  explicit tell_ring(int ring_fd) : ring_(trace::descriptor_id(ring_fd)) {}

  /// Returns the id by which it is done.
  static trace::id begun(const ring_operation& what, int fd, std::size_t size,
                         const void* caller) {
    const auto op = trace::reserve_id();
    emit(trace::event_kind::start, what.what, op, trace::descriptor_id(fd),
         trace::intern(what.name), static_cast<std::int64_t>(size), caller);
    return op;
  }

  static void done(trace::id op, trace::verb what, int result,
                   const void* caller) {
    emit(trace::event_kind::done, what, op, 0, 0, result, caller);
  }

  void sleeps(const void* caller) const {
    emit(trace::event_kind::poll, trace::poll_phase::begin, ring_, 0, 0, -1,
         caller);
  }

  void wakes(std::int64_t done, const void* caller) const {
    emit(trace::event_kind::poll, trace::poll_phase::end, ring_, 0, 0, done,
         caller);
  }

 private:
  template <class Sub>
  static void emit(trace::event_kind kind, Sub sub, trace::id subject,
                   trace::id ref, std::uint32_t text, std::int64_t number,
                   const void* caller) {
    trace::emit(kind, static_cast<std::uint8_t>(sub),
                trace::location_of(caller), subject, ref, text, number);
  }

  trace::id ring_;
};

}  // namespace looplab::exercise
