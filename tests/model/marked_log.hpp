// SPDX-License-Identifier: BSL-1.0
//
// Random logs in which every number and every name has one bearer: descriptors,
// threads, tasks, timers, results and times share no number, and a name is
// given once. So a sentence that takes a number from the wrong field, or a
// name from the wrong thing, says something that nothing else explains. Every
// kind of event occurs with every word it can be refined with; what follows
// what is left to chance.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

class marked_log {
 public:
  explicit marked_log(unsigned seed)
      : random_(seed), made_(910001, new_name("")) {
    made_.process(920001, new_name("")).in(0);
  }

  log_builder& grow(std::size_t events) {
    for (std::size_t i = 0; i < events; ++i) {
      add_one();
    }
    return made_;
  }

  /// How many words each kind of event can be refined with.
  static unsigned subs_of(trace::event_kind what);

 private:
  using kind = trace::event_kind;
  using verb = trace::verb;
  using id = trace::id;
  static constexpr id address = 0x60000000u;

  unsigned below(unsigned n) {
    return std::uniform_int_distribution<unsigned>(0, n - 1)(random_);
  }

  id one_of(std::initializer_list<id> ids) {
    return ids.begin()[below(static_cast<unsigned>(ids.size()))];
  }

  /// Three letters tell it from every other name, however short it is cut.
  std::string new_name(std::string_view end);

  /// Things with an odd number keep the name that is made from it.
  std::string name_for(id thing);

  id socket() { return log_builder::fd(50 + static_cast<int>(below(8))); }

  id loop() { return log_builder::fd(40 + static_cast<int>(below(2))); }

  id task() { return 1000 + below(8); }

  id callback() { return 1100 + below(4); }

  id operation() { return 1200 + below(4); }

  id timer() { return 1300 + below(4); }

  id channel() { return 1400 + below(4); }

  id mutex() { return address + 1500 + below(4); }

  id condition() { return address + 1600 + below(4); }

  id worker() { return log_builder::thread(930001 + below(4)); }

  id runner() { return one_of({task(), task(), callback(), worker()}); }

  id anything() {
    return one_of({socket(), loop(), task(), callback(), operation(), timer(),
                   channel(), mutex(), condition(), worker()});
  }

  std::int64_t result();

  std::int64_t amount() { return below(6) == 0 ? 0 : 60000 + ++amounts_; }

  std::int64_t some_ns();

  void move_on();

  void add_one();

  void create(std::uint8_t sub);

  void end(std::uint8_t sub);

  void ready_or_run(kind what);

  void stop(std::uint8_t sub);

  void start_or_done(kind what, std::uint8_t sub);

  static bool space_is_counted(id thing) {
    return trace::space_of(thing) == trace::id_space::counted;
  }

  void act(std::uint8_t sub);

  static std::int64_t token_of(id on) {
    return 0x770000 + trace::descriptor_of(on);
  }

  void poll(std::uint8_t sub);

  void ready(std::uint8_t sub);

  void note(std::uint8_t sub);

  std::mt19937 random_;
  unsigned named_ = 0;
  std::int64_t amounts_ = 0;
  log_builder made_;
};

}  // namespace looplab::tests
