// SPDX-License-Identifier: BSL-1.0
//
// See blocking_call.hpp.
#include "visualizer/model/blocking_call.hpp"

#include <fmt/format.h>

#include "visualizer/model/said.hpp"
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
      return {said::warnings::slept, said::warnings::arm_timer};
    case wait_why::lock:
      return {fmt::format(said::warnings::waited_for,
                          called(now, e.process, e.ref)),
              said::warnings::hold_less};
    case wait_why::join:
      return {fmt::format(said::warnings::waited_for_end,
                          called(now, e.process, e.ref, most_of_two_names)),
              said::warnings::let_it_say};
    case wait_why::signal:
      return {said::warnings::waited_for_signal, said::warnings::use_signalfd};
    case wait_why::condition:
    case wait_why::await:
      return {said::warnings::waited_for_result, said::warnings::never_wait};
    default:
      break;
  }
  if (e.ref == 0) {
    return {said::warnings::looked_up, said::warnings::look_up_apart};
  }
  const descriptor_record* d = now.descriptor(e.process, e.ref);
  const std::string_view what =
      d == nullptr ? std::string_view() : now.events().text(d->what);
  const std::string name = called(now, e.process, e.ref, most_of_two_names);
  if (what == "file") {
    return {fmt::format(said::warnings::waited_for_file, name),
            said::warnings::read_apart};
  }
  return {fmt::format(said::warnings::waited_in_call, name),
          said::warnings::make_nonblocking};
}

}  // namespace looplab::model
