// SPDX-License-Identifier: BSL-1.0
//
// See marked_log.hpp.
#include "tests/model/marked_log.hpp"

#include <cerrno>
#include <source_location>
#include <string_view>

namespace looplab::tests {

namespace {

/// A value that has no word is written as a cast number: "(wait_why)13".
template <auto Value>
constexpr bool is_word() {
  const std::string_view name = std::source_location::current().function_name();
  return name.find("Value = (") == std::string_view::npos;
}

/// How many words an enumeration has, so that none that comes is forgotten.
template <class Words, unsigned Count = 0>
constexpr unsigned words_of() {
  if constexpr (is_word<static_cast<Words>(Count)>()) {
    return words_of<Words, Count + 1>();
  } else {
    return Count;
  }
}

static_assert(words_of<trace::event_kind>() == trace::event_kinds);

}  // namespace

unsigned marked_log::subs_of(trace::event_kind what) {
  switch (what) {
    case trace::event_kind::create:
      return words_of<trace::thing_kind>();
    case trace::event_kind::end:
      return words_of<trace::end_how>();
    case trace::event_kind::stop:
      return words_of<trace::wait_why>();
    case trace::event_kind::act:
    case trace::event_kind::start:
    case trace::event_kind::done:
      return words_of<trace::verb>();
    case trace::event_kind::ready:
      return 1u + (trace::readable | trace::writable | trace::failed);
    case trace::event_kind::poll:
      return words_of<trace::poll_phase>();
    case trace::event_kind::note:
      return words_of<trace::note_kind>();
    case trace::event_kind::gate:
      return words_of<trace::gate_phase>();
    default:
      return 1;
  }
}

std::string marked_log::new_name(std::string_view end) {
  const auto letter = [](unsigned n) {
    return static_cast<char>(n < 26 ? 'a' + n : 'A' + n - 26);
  };
  const unsigned n = named_++;
  std::string name{'Q', letter(n / 52 % 52), letter(n % 52)};
  name += std::string(below(20), 'x');
  return name + (below(4) == 0 ? "\u6f22\u5b57" : "") + std::string(end);
}

std::string marked_log::name_for(id thing) {
  if (thing % 2 != 0) {
    return {};
  }
  return new_name(below(3) == 0 ? " " + std::to_string(30000 + named_) : "");
}

std::int64_t marked_log::result() {
  constexpr int errors[] = {EAGAIN, EINTR, EINPROGRESS, ECONNRESET,
                            EMFILE, EBADF, ENOTDIR,     4000};
  return below(4) == 0 ? -errors[below(8)] : amount();
}

std::int64_t marked_log::some_ns() {
  constexpr std::int64_t most[] = {1'000, 1'000'000, 9'000'000, 1'000'000'000,
                                   400'000'000'000};
  return std::uniform_int_distribution<std::int64_t>(1,
                                                     most[below(5)])(random_);
}

void marked_log::move_on() {
  if (below(20) == 0) {
    made_.in(static_cast<std::uint16_t>(below(2)));
  }
  if (below(6) == 0) {
    made_.on(930001 + below(4));
  }
  if (below(3) == 0) {
    made_.after_us(some_ns() / 1000 + 11);
  }
}

void marked_log::add_one() {
  move_on();
  const auto what = static_cast<kind>(below(trace::event_kinds));
  const auto sub = static_cast<std::uint8_t>(below(subs_of(what)));
  switch (what) {
    case kind::create:
      return create(sub);
    case kind::end:
      return end(sub);
    case kind::run:
    case kind::wake:
      return ready_or_run(what);
    case kind::stop:
      return stop(sub);
    case kind::start:
    case kind::done:
      return start_or_done(what, sub);
    case kind::act:
      return act(sub);
    case kind::poll:
      return poll(sub);
    case kind::ready:
      return ready(sub);
    case kind::note:
      return note(sub);
    case kind::gap:
      made_.gap(1 + amount());
      return;
    case kind::value:
      made_.value(anything(), new_name(""), amount() - 50);
      return;
    case kind::gate:
      made_.gate(static_cast<trace::gate_phase>(sub));
      return;
  }
}

void marked_log::create(std::uint8_t sub) {
  using trace::thing_kind;
  const auto thing = static_cast<thing_kind>(sub);
  id self = 1800 + sub;
  switch (thing) {
    case thing_kind::thread:
      self = worker();
      break;
    case thing_kind::task:
      self = task();
      break;
    case thing_kind::callback:
      self = callback();
      break;
    case thing_kind::op:
      self = operation();
      break;
    case thing_kind::descriptor:
      self = one_of({socket(), loop()});
      break;
    case thing_kind::mutex:
      self = mutex();
      break;
    case thing_kind::condition:
      self = condition();
      break;
    case thing_kind::channel:
      self = channel();
      break;
    case thing_kind::timer:
      self = timer();
      break;
    default:
      break;
  }
  made_.create(thing, self, name_for(self), below(2) == 0 ? 0 : anything(),
               thing == thing_kind::channel && below(2) == 0 ? -1 : 0);
}

void marked_log::end(std::uint8_t sub) {
  if (below(12) == 0) {
    made_.end_process(below(2) == 0 ? new_name("") : std::string());
    return;
  }
  made_.end(anything(), static_cast<trace::end_how>(sub));
}

void marked_log::ready_or_run(kind what) {
  const id who = runner();
  made_.emit(what, 0, who,
             one_of({0, who, socket(), task(), operation(), timer(), mutex(),
                     condition(), worker()}));
}

void marked_log::stop(std::uint8_t sub) {
  using trace::wait_why;
  const auto why = static_cast<wait_why>(sub);
  id on = below(4) == 0 ? 0 : anything();
  std::int64_t told = 0;
  if (why == wait_why::lock) {
    on = mutex();
    told = below(3) == 0 ? -1 : std::int64_t{runner()};
  } else if (why == wait_why::channel_full || why == wait_why::channel_empty) {
    on = channel();
  } else if (why == wait_why::sleep) {
    told = below(5) == 0 ? 0 : some_ns();
  }
  made_.stop(runner(), why, on, told);
}

void marked_log::start_or_done(kind what, std::uint8_t sub) {
  const bool arm = static_cast<verb>(sub) == verb::arm || below(4) == 0;
  const id self = below(4) == 0 ? callback() : arm ? timer() : operation();
  const auto did = arm ? static_cast<std::uint8_t>(verb::arm) : sub;
  if (what == kind::done) {
    made_.emit(what, did, self, 0, result());
    return;
  }
  const std::string name =
      space_is_counted(self) && self >= 1200 ? name_for(self) : "";
  made_.emit(what, did, self, arm ? one_of({0, task()}) : socket(),
             arm ? made_.now_ns() + some_ns() : amount(), name);
}

void marked_log::act(std::uint8_t sub) {
  const auto what = static_cast<verb>(sub);
  switch (what) {
    case verb::lock:
      made_.act(mutex(), what, result(), one_of({0, task()}));
      return;
    case verb::unlock:
      made_.act(mutex(), what);
      return;
    case verb::notify:
      made_.act(condition(), what, below(2) == 0 ? 1 : -1);
      return;
    case verb::send:
    case verb::receive:
      made_.act(one_of({channel(), socket()}), what, result());
      return;
    case verb::cancel:
    case verb::resume:
    case verb::post:
      made_.act(one_of({timer(), operation(), task(), loop()}), what);
      return;
    case verb::interest:
      made_.act(socket(), what, below(6), loop());
      return;
    case verb::token: {
      const id on = socket();
      made_.act(on, what, token_of(on), loop());
      return;
    }
    case verb::arm:
      made_.act(socket(), what, below(3) == 0 ? 0 : some_ns());
      return;
    default:
      made_.act(socket(), what, result());
      return;
  }
}

void marked_log::poll(std::uint8_t sub) {
  const id who = one_of({loop(), loop(), loop(), 0});
  const id on = who != 0 ? who : worker();
  if (static_cast<trace::poll_phase>(sub) == trace::poll_phase::begin) {
    made_.poll_begin(on, below(3) == 0 ? -1 : below(3) * 41);
  } else {
    constexpr std::int64_t counts[] = {-EINTR, 0, 1, 81};
    made_.poll_end(on, counts[below(4)]);
  }
}

void marked_log::ready(std::uint8_t sub) {
  const id on = socket();
  made_.ready(below(2) == 0 ? 0 : on, sub, loop(), token_of(on));
}

void marked_log::note(std::uint8_t sub) {
  id thing = anything();
  if (static_cast<trace::note_kind>(sub) == trace::note_kind::name) {
    // A callback that is not known is no thing: its name comes with it.
    thing = thing >= 1100 && thing < 1200 ? task() : thing;
    const std::string name = name_for(thing);
    made_.name(thing, name.empty() ? new_name("") : name);
  } else {
    made_.note(thing, new_name(""));
  }
}

}  // namespace looplab::tests
