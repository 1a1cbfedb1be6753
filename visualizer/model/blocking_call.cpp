// SPDX-License-Identifier: BSL-1.0
//
// See blocking_call.hpp.
#include "visualizer/model/blocking_call.hpp"

#include <fmt/format.h>

#include "visualizer/model/words.hpp"

namespace looplab::model {

using trace::id_space;
using trace::space_of;
using trace::wait_why;

namespace {

/// What the visualizer itself may keep waiting: it reads what is printed.
constexpr int last_standard_descriptor = 2;

}  // namespace

bool may_be_call(const trace::entry& e) {
  const bool task = space_of(e.subject) != id_space::thread;
  switch (static_cast<wait_why>(e.sub)) {
    case wait_why::io:
      return e.ref == 0 ||
             (space_of(e.ref) == id_space::descriptor &&
              trace::descriptor_of(e.ref) > last_standard_descriptor);
    case wait_why::sleep:
    case wait_why::lock:
    case wait_why::join:
    case wait_why::signal:
      return true;
    case wait_why::condition:
    case wait_why::await:
      // A thread of its own accord waits so when it has nothing to do.
      return task && space_of(e.ref) == id_space::address;
    default:
      return false;
  }
}

wording words_of_call(const fold& now, const trace::entry& e) {
  switch (static_cast<wait_why>(e.sub)) {
    case wait_why::sleep:
      return {"slept", "Arm a timer and go back to the loop instead."};
    case wait_why::lock:
      return {"waited for " + called(now, e.process, e.ref),
              "Hold the lock for less time, or take it in another thread."};
    case wait_why::join:
      return {"waited for the end of " +
                  called(now, e.process, e.ref, most_of_two_names),
              "Let the thread say that it is done, by a descriptor."};
    case wait_why::signal:
      return {"waited for a signal",
              "Watch a signalfd in the loop, and go back to it."};
    case wait_why::condition:
    case wait_why::await:
      return {"waited for a result",
              "Never wait in a handler: return, and let the result call you."};
    default:
      break;
  }
  if (e.ref == 0) {
    return {"looked up a name",
            "Look names up in a thread of its own, or before the loop begins."};
  }
  const descriptor_record* d = now.descriptor(e.process, e.ref);
  const std::string_view what =
      d == nullptr ? std::string_view() : now.events().text(d->what);
  const std::string name = called(now, e.process, e.ref, most_of_two_names);
  if (what == "file") {
    return {fmt::format("waited for a file, {},", name),
            "Let another thread or io_uring read files."};
  }
  return {fmt::format("waited in a call on {}", name),
          "Make the descriptor non-blocking, and wait for it in the loop."};
}

}  // namespace looplab::model
