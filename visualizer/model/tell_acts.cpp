// SPDX-License-Identifier: BSL-1.0
//
// What was done to a descriptor or a lock, in sentences: an act has happened
// when it is told, and its result is known.
#include <fmt/format.h>

#include <algorithm>

#include "visualizer/model/narrate.hpp"
#include "visualizer/model/telling.hpp"
#include "visualizer/model/times.hpp"

namespace looplab::model {

using trace::id_space;
using trace::verb;

namespace {

/// "read from", "write to": what was tried, when it failed.
std::string_view attempt(verb what) {
  switch (what) {
    case verb::read:
      return "read from";
    case verb::write:
      return "write to";
    case verb::accept:
      return "accept on";
    case verb::connect:
      return "connect";
    case verb::close:
      return "close";
    case verb::wait:
      return "wait for";
    case verb::lock:
      return "take";
    case verb::unlock:
      return "give back";
    case verb::send:
      return "send to";
    case verb::receive:
      return "receive from";
    case verb::notify:
      return "notify";
    case verb::arm:
      return "set the timer of";
    case verb::cancel:
      return "cancel";
    case verb::resume:
      return "resume";
    case verb::post:
      return "post to";
    case verb::shutdown:
      return "shut down";
    case verb::open:
      return "open";
    case verb::copy:
      return "copy to";
    case verb::flags:
      return "change the flags of";
    case verb::signal:
      return "send a signal to";
    case verb::interest:
      return "watch";
    default:
      return "use";
  }
}

constexpr std::int64_t would_block = -11;  // -EAGAIN, on every Linux we know
constexpr std::int64_t in_progress = -115;

/// Whether the loop hears of it when the same would succeed.
bool is_watched_for(const descriptor_record& d, verb what) {
  constexpr std::uint32_t reading = 1;  // EPOLLIN
  constexpr std::uint32_t writing = 4;  // EPOLLOUT
  const bool in =
      what == verb::read || what == verb::receive || what == verb::accept;
  return (d.interest & (in ? reading : writing)) != 0;
}

bool moves_bytes(verb what) {
  return what == verb::read || what == verb::receive || what == verb::write ||
         what == verb::send || what == verb::copy;
}

telling tell_failure(const scene& s, verb what) {
  telling t;
  const std::string tried = fmt::format("{} tries to {} {}: ", s.who_first(),
                                        attempt(what), s.subject());
  // Of a write the same error says that the kernel's buffer is full.
  const bool full =
      s.e.arg == would_block &&
      (what == verb::write || what == verb::send || what == verb::copy);
  t.deed = tried + (full ? "EAGAIN, no room there now" : failure(s.e.arg));
  if (width_of(t.deed) >= narration_columns) {
    const std::int64_t number = error_number(s.e.arg);
    t.deed = tried + errno_name(number);
    t.aside = fmt::format("{}: {}.", errno_name(number), errno_meaning(number));
  }
  const descriptor_record* d = s.descriptor();
  if (s.e.arg == would_block) {
    t.so = "it goes on instead of waiting";
    t.aside = d != nullptr && is_watched_for(*d, what)
                  ? "The loop will say when."
                  : "Nothing has moved.";
  } else if (s.e.arg == in_progress) {
    t.so = "it goes on instead of waiting";
    t.aside = "The kernel makes the connection meanwhile.";
  } else if (t.aside.empty() && moves_bytes(what)) {
    t.aside = "Nothing has moved.";
  }
  return t;
}

telling tell_bytes(const scene& s, verb what) {
  const bool in = what == verb::read || what == verb::receive;
  if (in && s.e.arg == 0) {
    return {fmt::format("{} reads the end of {}", s.who_first(), s.subject()),
            "no more will come from there", "",
            fmt::format("{} has no reason to keep it open", s.who())};
  }
  return {
      fmt::format("{} {} {} {} {}", s.who_first(), in ? "reads" : "writes",
                  counted(s.e.arg, "byte"), in ? "from" : "to", s.subject()),
      "",
      in ? "Out of the kernel's buffer, into the program's."
         : "Into the kernel's buffer: the peer may read it much later.",
      ""};
}

telling tell_interest(const scene& s) {
  if (s.e.arg == 0) {
    return {fmt::format("{} tells {} to watch {} no longer", s.who_first(),
                        s.name(s.e.ref), s.subject()),
            "the loop will not hear of it again", "", ""};
  }
  return {fmt::format("{} tells {} to watch {} for {}", s.who_first(),
                      s.name(s.e.ref), s.subject(),
                      interest_words(static_cast<std::uint32_t>(s.e.arg))),
          "", "From now on it can wake the loop, and nobody need wait for it.",
          ""};
}

telling tell_close(const scene& s) {
  return {fmt::format("{} closes {}", s.who_first(), s.subject()),
          "the kernel forgets it", "Whoever is at the other end reads the end.",
          ""};
}

telling tell_accept(const scene& s) {
  return {fmt::format("{} accepts a connection on {}: it is fd {}",
                      s.who_first(), s.subject(), s.e.arg),
          "", "The kernel had made it already; now the program knows of it.",
          ""};
}

telling tell_flags(const scene& s) {
  constexpr std::int64_t nonblock = 04000;  // O_NONBLOCK
  return (s.e.arg & nonblock) != 0
             ? telling{fmt::format("{} makes {} non-blocking", s.who_first(),
                                   s.subject()),
                       "no call on it will wait", "", ""}
             : telling{fmt::format("{} makes {} blocking", s.who_first(),
                                   s.subject()),
                       "a call on it may wait", "", ""};
}

telling tell_waking(const scene& s, verb what) {
  if (what == verb::lock) {
    return {fmt::format("{} takes {}", s.who_first(), s.subject()),
            "nobody else can have it", "", ""};
  }
  if (what == verb::unlock) {
    return {fmt::format("{} gives {} back", s.who_first(), s.subject()),
            "one that waits for it may go on", "", ""};
  }
  return {fmt::format("{} notifies {}", s.who_first(), s.subject()),
          s.e.arg == 1 ? "one that waits for it may go on"
                       : "those that wait for it may go on",
          "", ""};
}

bool is_message(const scene& s, verb what) {
  const thing_record* thing = s.now.thing(s.e.process, s.e.subject);
  return (what == verb::send || what == verb::receive) && thing != nullptr &&
         thing->kind == trace::thing_kind::channel;
}

telling tell_message(const scene& s, verb what) {
  const bool out = what == verb::send;
  return {fmt::format("{} {} {}", s.who_first(),
                      out ? "sends to" : "receives from", s.subject()),
          "",
          out ? "There is room: it does not wait for who receives it."
              : "Who waits to send there may go on.",
          ""};
}

telling tell_plain(const scene& s, verb what) {
  // "send a signal to" becomes "sends a signal to".
  std::string does(attempt(what));
  does.insert(std::min(does.find(' '), does.size()), "s");
  return {fmt::format("{} {} {}", s.who_first(), does, s.subject()), "",
          s.e.arg > 0 ? fmt::format("The result is {}.", s.e.arg) : "", ""};
}

telling tell_arm(const scene& s) {
  return s.e.arg == 0 ? telling{fmt::format("{} turns the timer of {} off",
                                            s.who_first(), s.subject()),
                                "", "", ""}
                      : telling{fmt::format("{} sets the timer of {} to {}",
                                            s.who_first(), s.subject(),
                                            duration(s.e.arg)),
                                "it will be readable then", "", ""};
}

}  // namespace

telling tell_act(const scene& s) {
  const auto what = static_cast<verb>(s.e.sub);
  if (what == verb::token) {
    return {fmt::format("The kernel will report {} by the token {:#x}",
                        s.subject(), static_cast<std::uint64_t>(s.e.arg)),
            "", "That is how the loop finds whose descriptor it is.", ""};
  }
  // Of these two the argument is no result: it says for what, and how many.
  if (s.e.arg < 0 && what != verb::interest && what != verb::notify) {
    return tell_failure(s, what);
  }
  if (is_message(s, what)) {
    return tell_message(s, what);
  }
  switch (what) {
    case verb::read:
    case verb::receive:
    case verb::write:
    case verb::send:
    case verb::copy:
      return tell_bytes(s, what);
    case verb::accept:
      return tell_accept(s);
    case verb::connect:
      return {fmt::format("{} connects {}", s.who_first(), s.subject()),
              "it can be written to", "", ""};
    case verb::close:
      return tell_close(s);
    case verb::shutdown:
      return {fmt::format("{} shuts {} down", s.who_first(), s.subject()),
              "the peer reads the end", "", ""};
    case verb::flags:
      return tell_flags(s);
    case verb::interest:
      return tell_interest(s);
    case verb::arm:
      return tell_arm(s);
    case verb::lock:
    case verb::unlock:
    case verb::notify:
      return tell_waking(s, what);
    case verb::cancel:
      return {fmt::format("{} cancels {}", s.who_first(), s.subject()),
              "whoever waits for it is told", "", ""};
    default:
      return tell_plain(s, what);
  }
}

}  // namespace looplab::model
