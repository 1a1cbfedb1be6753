// SPDX-License-Identifier: BSL-1.0
//
// What was done to a descriptor or a lock, in sentences: an act has happened
// when it is told, and its result is known.
#include <fmt/format.h>

#include "visualizer/model/narrate.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/telling.hpp"
#include "visualizer/model/times.hpp"

namespace looplab::model {

using trace::id_space;
using trace::verb;

namespace {

/// "read from fd 7": what was tried, when it failed.
std::string attempt(verb what, const std::string& on) {
  switch (what) {
    case verb::read:
      return fmt::format(said::tries::read, on);
    case verb::write:
      return fmt::format(said::tries::write, on);
    case verb::accept:
      return fmt::format(said::tries::accept, on);
    case verb::connect:
      return fmt::format(said::tries::connect, on);
    case verb::close:
      return fmt::format(said::tries::close, on);
    case verb::wait:
      return fmt::format(said::tries::wait, on);
    case verb::lock:
      return fmt::format(said::tries::lock, on);
    case verb::unlock:
      return fmt::format(said::tries::unlock, on);
    case verb::send:
      return fmt::format(said::tries::send, on);
    case verb::receive:
      return fmt::format(said::tries::receive, on);
    case verb::notify:
      return fmt::format(said::tries::notify, on);
    case verb::arm:
      return fmt::format(said::tries::arm, on);
    case verb::cancel:
      return fmt::format(said::tries::cancel, on);
    case verb::resume:
      return fmt::format(said::tries::resume, on);
    case verb::post:
      return fmt::format(said::tries::post, on);
    case verb::shutdown:
      return fmt::format(said::tries::shutdown, on);
    case verb::open:
      return fmt::format(said::tries::open, on);
    case verb::copy:
      return fmt::format(said::tries::copy, on);
    case verb::flags:
      return fmt::format(said::tries::flags, on);
    case verb::signal:
      return fmt::format(said::tries::signal, on);
    case verb::interest:
      return fmt::format(said::tries::interest, on);
    default:
      return fmt::format(said::tries::other, on);
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
  const auto tried = [&](const std::string& result) {
    return fmt::format(said::tries::to_do, s.who_first(),
                       attempt(what, s.subject()), result);
  };
  // Of a write the same error says that the kernel's buffer is full.
  const bool full =
      s.e.arg == would_block &&
      (what == verb::write || what == verb::send || what == verb::copy);
  t.deed = tried(full ? fmt::format(said::errors::with_meaning,
                                    errno_name(error_number(s.e.arg)),
                                    said::errors::no_room)
                      : failure(s.e.arg));
  if (width_of(t.deed) >= narration_columns) {
    const std::int64_t number = error_number(s.e.arg);
    t.deed = tried(errno_name(number));
    t.aside = fmt::format(said::errors::means, errno_name(number),
                          errno_meaning(number));
  }
  const descriptor_record* d = s.descriptor();
  if (s.e.arg == would_block) {
    t.so = said::tries::goes_on;
    t.aside = d != nullptr && is_watched_for(*d, what)
                  ? said::tries::loop_will_say
                  : said::tries::nothing_moved;
  } else if (s.e.arg == in_progress) {
    t.so = said::tries::goes_on;
    t.aside = said::tries::connecting;
  } else if (t.aside.empty() && moves_bytes(what)) {
    t.aside = said::tries::nothing_moved;
  }
  return t;
}

telling tell_bytes(const scene& s, verb what) {
  const bool in = what == verb::read || what == verb::receive;
  if (in && s.e.arg == 0) {
    return {fmt::format(said::acts::reads_end, s.who_first(), s.subject()),
            said::acts::no_more, "",
            fmt::format(said::acts::next_may_close, s.who())};
  }
  const std::string bytes = counted(s.e.arg, said::names::byte);
  return in ? telling{fmt::format(said::acts::reads, s.who_first(), bytes,
                                  s.subject()),
                      "", said::acts::out_of_kernel, ""}
            : telling{fmt::format(said::acts::writes, s.who_first(), bytes,
                                  s.subject()),
                      "", said::acts::into_kernel, ""};
}

telling tell_interest(const scene& s) {
  if (s.e.arg == 0) {
    return {fmt::format(said::acts::unwatches, s.who_first(), s.name(s.e.ref),
                        s.subject()),
            said::acts::not_heard_of, "", ""};
  }
  return {fmt::format(said::acts::watches, s.who_first(), s.name(s.e.ref),
                      s.subject(),
                      interest_words(static_cast<std::uint32_t>(s.e.arg))),
          "", said::acts::can_wake_loop, ""};
}

telling tell_close(const scene& s) {
  return {fmt::format(said::acts::closes, s.who_first(), s.subject()),
          said::acts::kernel_forgets, said::acts::other_end, ""};
}

telling tell_accept(const scene& s) {
  return {fmt::format(said::acts::accepts, s.who_first(), s.subject(), s.e.arg),
          "", said::acts::kernel_had_it, ""};
}

telling tell_flags(const scene& s) {
  constexpr std::int64_t nonblock = 04000;  // O_NONBLOCK
  return (s.e.arg & nonblock) != 0
             ? telling{fmt::format(said::acts::makes_nonblocking, s.who_first(),
                                   s.subject()),
                       said::acts::will_not_wait, "", ""}
             : telling{fmt::format(said::acts::makes_blocking, s.who_first(),
                                   s.subject()),
                       said::acts::may_wait, "", ""};
}

telling tell_waking(const scene& s, verb what) {
  if (what == verb::lock) {
    return {fmt::format(said::acts::takes, s.who_first(), s.subject()),
            said::acts::nobody_else, "", ""};
  }
  if (what == verb::unlock) {
    return {fmt::format(said::acts::gives_back, s.who_first(), s.subject()),
            said::acts::one_goes_on, "", ""};
  }
  return {fmt::format(said::acts::notifies, s.who_first(), s.subject()),
          s.e.arg == 1 ? said::acts::one_goes_on : said::acts::all_go_on, "",
          ""};
}

bool is_message(const scene& s, verb what) {
  const thing_record* thing = s.now.thing(s.e.process, s.e.subject);
  return (what == verb::send || what == verb::receive) && thing != nullptr &&
         thing->kind == trace::thing_kind::channel;
}

telling tell_message(const scene& s, verb what) {
  return what == verb::send ? telling{fmt::format(said::acts::sends,
                                                  s.who_first(), s.subject()),
                                      "", said::acts::has_room, ""}
                            : telling{fmt::format(said::acts::receives,
                                                  s.who_first(), s.subject()),
                                      "", said::acts::sender_goes_on, ""};
}

std::string plain(const scene& s, verb what) {
  const std::string who = s.who_first(), on = s.subject();
  switch (what) {
    case verb::wait:
      return fmt::format(said::acts::waits, who, on);
    case verb::resume:
      return fmt::format(said::acts::resumes, who, on);
    case verb::post:
      return fmt::format(said::acts::posts, who, on);
    case verb::open:
      return fmt::format(said::acts::opens, who, on);
    case verb::signal:
      return fmt::format(said::acts::signals, who, on);
    default:
      return fmt::format(said::acts::uses, who, on);
  }
}

telling tell_plain(const scene& s, verb what) {
  return {plain(s, what), "",
          s.e.arg > 0 ? fmt::format(said::acts::result, s.e.arg) : "", ""};
}

telling tell_arm(const scene& s) {
  return s.e.arg == 0
             ? telling{fmt::format(said::acts::timer_off, s.who_first(),
                                   s.subject()),
                       "", "", ""}
             : telling{fmt::format(said::acts::timer_set, s.who_first(),
                                   s.subject(), duration(s.e.arg)),
                       said::acts::readable_then, "", ""};
}

}  // namespace

telling tell_act(const scene& s) {
  const auto what = static_cast<verb>(s.e.sub);
  if (what == verb::token) {
    return {fmt::format(said::acts::token, s.subject(),
                        static_cast<std::uint64_t>(s.e.arg)),
            "", said::acts::how_it_finds, ""};
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
      return {fmt::format(said::acts::connects, s.who_first(), s.subject()),
              said::acts::can_be_written, "", ""};
    case verb::close:
      return tell_close(s);
    case verb::shutdown:
      return {fmt::format(said::acts::shuts_down, s.who_first(), s.subject()),
              said::acts::peer_reads_end, "", ""};
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
      return {fmt::format(said::acts::cancels, s.who_first(), s.subject()),
              said::acts::waiter_told, "", ""};
    default:
      return tell_plain(s, what);
  }
}

}  // namespace looplab::model
