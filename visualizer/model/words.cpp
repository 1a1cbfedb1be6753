// SPDX-License-Identifier: BSL-1.0
//
// Names and measures in words. A name that the program did not give is made
// from what is known: the number of a descriptor, a thread or a task.
#include "visualizer/model/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/said.hpp"

namespace looplab::model {

using trace::id_space;
using trace::thing_kind;

namespace {

std::string own_name(const fold& from, std::uint32_t text,
                     std::size_t most = most_of_a_name) {
  return short_name(from.events().text(text), std::max(most, least_of_a_name));
}

std::uint32_t number_of(id self) {
  return self & ~trace::id_space_mask;
}

std::string_view kind_word(thing_kind kind) {
  switch (kind) {
    case thing_kind::thread:
      return said::names::thread;
    case thing_kind::callback:
      return said::names::callback;
    case thing_kind::op:
      return said::names::operation;
    case thing_kind::loop:
    case thing_kind::ring:
      return said::names::loop;
    case thing_kind::descriptor:
      return said::names::descriptor;
    case thing_kind::mutex:
      return said::names::lock;
    case thing_kind::condition:
      return said::names::condition;
    case thing_kind::channel:
      return said::names::channel;
    case thing_kind::timer:
      return said::names::timer;
    case thing_kind::signal:
      return said::names::signal;
    case thing_kind::process:
      return said::names::process;
    case thing_kind::task:
      return said::names::task;
    default:
      return said::names::thing;
  }
}

/// The hooks call a mutex "mutex": that is no name of its own.
bool is_named(const fold& from, const thing_record& r) {
  const std::string_view name = from.events().text(r.name);
  return !name.empty() && name != "mutex" && name != "condition" &&
         name != "word";
}

}  // namespace

std::string task_name(const fold& from, const task_record& r,
                      std::size_t most) {
  const auto& processes = from.events().processes();
  const bool known = r.process < processes.size();
  const bool first = r.kind == thing_kind::thread && known &&
                     processes[r.process].pid == number_of(r.self);
  // A thread inherits its process's name: that is no name of its own.
  const bool inherited =
      r.kind == thing_kind::thread && !first && known &&
      processes[r.process].name == from.events().text(r.name);
  if (r.name != 0 && !inherited) {
    return own_name(from, r.name, most);
  }
  if (first) {
    return said::names::main_thread;
  }
  return fmt::format(said::names::numbered, kind_word(r.kind),
                     number_of(r.self));
}

std::string descriptor_name(const fold& from, const descriptor_record& r) {
  return r.name != 0   ? own_name(from, r.name)
         : r.what != 0 ? fmt::format(said::names::fd_of_kind, number_of(r.self),
                                     own_name(from, r.what))
                       : fmt::format(said::names::fd, number_of(r.self));
}

std::string thing_name(const fold& from, const thing_record& r,
                       std::size_t most) {
  if (is_named(from, r)) {
    return own_name(from, r.name, most);
  }
  if (const task_record* t = from.task(r.process, r.self)) {
    return task_name(from, *t, most);  // a task may be its own timer
  }
  return fmt::format(said::names::numbered, kind_word(r.kind),
                     number_of(r.self));
}

std::string called(const fold& from, std::uint16_t process, id self,
                   std::size_t most) {
  if (self == 0) {
    return said::names::something;
  }
  const std::uint32_t number = number_of(self);
  if (trace::space_of(self) == id_space::descriptor) {
    const descriptor_record* d = from.descriptor(process, self);
    return d != nullptr && d->name != 0 && most >= least_of_a_name
               ? fmt::format(said::names::fd_called, number,
                             own_name(from, d->name, most))
               : fmt::format(said::names::fd, number);
  }
  if (const task_record* t = from.task(process, self)) {
    return task_name(from, *t, most);
  }
  if (const thing_record* t = from.thing(process, self)) {
    return is_named(from, *t)
               ? fmt::format(said::names::called, kind_word(t->kind),
                             own_name(from, t->name, most))
               : thing_name(from, *t, most);
  }
  return unnamed(from, process, self);
}

std::string unnamed(const fold& from, std::uint16_t process, id self) {
  const std::uint32_t number = number_of(self);
  thing_kind kind = thing_kind::task;
  if (const task_record* t = from.task(process, self)) {
    kind = t->kind;
  } else if (const thing_record* r = from.thing(process, self);
             r != nullptr && r->kind != thing_kind::none) {
    kind = r->kind;
  } else {
    switch (trace::space_of(self)) {
      case id_space::descriptor:
        kind = thing_kind::descriptor;
        break;
      case id_space::thread:
        kind = thing_kind::thread;
        break;
      case id_space::address:
        kind = thing_kind::mutex;
        break;
      case id_space::process:
        kind = thing_kind::process;
        break;
      case id_space::counted:
        break;
    }
  }
  return fmt::format(said::names::numbered, kind_word(kind), number);
}

std::string duration(std::int64_t ns) {
  if (ns < 0) {
    return fmt::format(said::nanoseconds, 0);
  }
  if (ns < 1'000) {
    return fmt::format(said::nanoseconds, ns);
  }
  if (ns < 1'000'000) {
    return fmt::format(said::microseconds, ns / 1'000);
  }
  if (ns < 10'000'000 && ns % 1'000'000 >= 100'000) {
    return fmt::format(said::milliseconds_tenths, ns / 1'000'000,
                       ns / 100'000 % 10);
  }
  if (ns < 1'000'000'000) {
    return fmt::format(said::milliseconds, ns / 1'000'000);
  }
  if (ns < 100'000'000'000) {
    return fmt::format(said::seconds_tenths, ns / 1'000'000'000,
                       ns / 100'000'000 % 10);
  }
  return fmt::format(said::seconds, ns / 1'000'000'000);
}

std::string counted(std::int64_t n, std::string_view noun) {
  return said::counted(n, noun);
}

std::string readiness_words(std::uint8_t bits) {
  std::string words;
  const auto add = [&](std::uint8_t bit, std::string_view word) {
    if ((bits & bit) != 0) {
      words = words.empty() ? std::string(word)
                            : fmt::format(said::loops::both, words, word);
    }
  };
  add(trace::readable, said::loops::readable);
  add(trace::writable, said::loops::writable);
  add(trace::failed, said::loops::in_error);
  return words.empty() ? said::loops::ready : words;
}

std::string interest_words(std::uint32_t mask) {
  // EPOLLIN and EPOLLRDHUP, EPOLLOUT: the bits of the kernel's interface.
  const bool in = (mask & 0x2001u) != 0;
  const bool out = (mask & 0x4u) != 0;
  return in && out ? said::acts::reading_and_writing
         : out     ? said::acts::writing
         : in      ? said::acts::reading
                   : said::acts::errors_only;
}

std::string line_name(const trace::frame_line& at) {
  return at.file.empty()
             ? std::string()
             : fmt::format("{}:{}", at.file.substr(at.file.rfind('/') + 1),
                           at.line);
}

std::string line_of_place(const trace::log& events, std::uint32_t place) {
  const trace::place& p = events.at(place);
  return p.frames.empty() ? std::string() : line_name(p.frames.front());
}

std::string wait_label(const fold& from, lane_slot lane) {
  if (lane.is_descriptor) {
    const descriptor_record& d = from.now().descriptors[lane.slot];
    return d.state == task_state::waits_io ? said::labels::io : "";
  }
  const task_record& t = from.now().tasks[lane.slot];
  const thing_record* on = from.thing(t.process, t.on);
  switch (t.state) {
    case task_state::waits_io:
      if (t.why == trace::wait_why::signal) {
        return said::labels::signal;
      }
      return trace::space_of(t.on) == id_space::descriptor
                 ? fmt::format(said::labels::io_on, number_of(t.on))
                 : said::labels::io;
    case task_state::waits_timer: {
      const std::int64_t span = on != nullptr && on->what == trace::verb::arm
                                    ? on->deadline_ns - on->started_ns
                                    : t.amount;
      return span > 0 ? fmt::format(said::labels::timer_for, duration(span))
                      : said::labels::timer;
    }
    case task_state::waits_lock:
      break;
    default:
      return "";
  }
  switch (t.why) {
    case trace::wait_why::join:
      return fmt::format(said::labels::join, called(from, t.process, t.on));
    case trace::wait_why::idle:
      return said::labels::idle;
    case trace::wait_why::channel_full:
    case trace::wait_why::channel_empty:
      return on != nullptr ? fmt::format(said::labels::channel_called,
                                         thing_name(from, *on))
                           : said::labels::channel;
    case trace::wait_why::condition:
      return on != nullptr && is_named(from, *on)
                 ? fmt::format(said::labels::condition_called,
                               thing_name(from, *on))
                 : said::labels::condition;
    case trace::wait_why::lock:
      return on != nullptr && is_named(from, *on)
                 ? fmt::format(said::labels::lock, thing_name(from, *on))
                 : fmt::format(said::labels::lock, number_of(t.on));
    default:
      return t.on != 0 ? called(from, t.process, t.on) : "";
  }
}

}  // namespace looplab::model
