// SPDX-License-Identifier: BSL-1.0
//
// Writes a log by hand, in the order and the words of the recorder, for tests
// of everything that reads logs. Time goes on by 10 us with each event unless
// a test says otherwise. It checks nothing: broken logs are tests too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "trace/log.hpp"
#include "trace/vocabulary.hpp"

namespace looplab::tests {

class log_builder {
 public:
  using id = trace::id;

  explicit log_builder(std::uint32_t pid = 4711,
                       std::string_view name = "server") {
    process(pid, name);
  }

  static id fd(int number) { return trace::descriptor_id(number); }

  static id thread(std::uint32_t tid) { return trace::thread_id_of(tid); }

  /// A further process; what follows happens in it, on its first thread.
  log_builder& process(std::uint32_t pid, std::string_view name) {
    trace::process_info info;
    info.pid = pid;
    info.name = name;
    info.clock = "monotonic";
    process_ = made_.add_process(std::move(info));
    return on(pid);
  }

  /// What follows happens in the process with this index of the log.
  log_builder& in(std::uint16_t process) {
    process_ = process;
    return on(made_.processes()[process].pid);
  }

  /// What follows is told by this thread.
  log_builder& on(std::uint32_t tid) { return on_thread(thread(tid)); }

  /// The next event happens that much later.
  log_builder& after_us(std::int64_t us) {
    t_ns_ += us * 1000 - step_ns;
    return *this;
  }

  log_builder& after_ms(std::int64_t ms) { return after_us(ms * 1000); }

  /// What follows happens at this line (known, as if resolved).
  log_builder& at(std::string_view file, std::uint32_t line,
                  std::string_view function) {
    trace::place p;
    p.process = process_;
    p.resolved = true;
    p.frames.push_back({std::string(file), std::string(function), line});
    place_ = made_.add_place(std::move(p));
    return *this;
  }

  log_builder& nowhere() {
    place_ = 0;
    return *this;
  }

  log_builder& emit(trace::event_kind kind, std::uint8_t sub, id subject,
                    id ref = 0, std::int64_t arg = 0,
                    std::string_view text = {}) {
    t_ns_ += step_ns;
    made_.append({t_ns_, kind, sub, process_, place_, subject, ref,
                  made_.add_text(text), thread_, arg});
    return *this;
  }

  log_builder& create(trace::thing_kind kind, id thing, std::string_view name,
                      id parent = 0, std::int64_t arg = 0) {
    return emit(trace::event_kind::create, sub(kind), thing, parent, arg, name);
  }

  log_builder& task(id thing, std::string_view name, id parent = 0) {
    return create(trace::thing_kind::task, thing, name, parent);
  }

  log_builder& open(int number, std::string_view what, id listener = 0) {
    return create(trace::thing_kind::descriptor, fd(number), what, listener);
  }

  log_builder& name(id thing, std::string_view text) {
    return emit(trace::event_kind::note, sub(trace::note_kind::name), thing, 0,
                0, text);
  }

  log_builder& end(id thing, trace::end_how how = trace::end_how::returned) {
    return emit(trace::event_kind::end, sub(how), thing);
  }

  /// As only a reader tells it: the present process is gone, or, by exec, is
  /// `successor` from now on.
  log_builder& end_process(std::string_view successor = {}) {
    const id who = thread_;
    thread_ = 0;
    emit(trace::event_kind::end, 0,
         trace::process_id_of(made_.processes()[process_].pid), 0, 0,
         successor);
    return on_thread(who);
  }

  log_builder& run(id task, id cause = 0) {
    return emit(trace::event_kind::run, 0, task, cause);
  }

  log_builder& stop(id task, trace::wait_why why, id on = 0,
                    std::int64_t amount = 0) {
    return emit(trace::event_kind::stop, sub(why), task, on, amount);
  }

  log_builder& wake(id task, id cause = 0) {
    return emit(trace::event_kind::wake, 0, task, cause);
  }

  log_builder& start(id op, trace::verb what, id resource = 0,
                     std::int64_t amount = 0) {
    return emit(trace::event_kind::start, sub(what), op, resource, amount);
  }

  /// Arms a timer that is due this much after the event.
  log_builder& arm(id timer, id task, std::int64_t after_ns) {
    return start(timer, trace::verb::arm, task, t_ns_ + step_ns + after_ns);
  }

  log_builder& done(id op, trace::verb what, std::int64_t result = 0) {
    return emit(trace::event_kind::done, sub(what), op, 0, result);
  }

  log_builder& act(id thing, trace::verb what, std::int64_t result = 0,
                   id ref = 0) {
    return emit(trace::event_kind::act, sub(what), thing, ref, result);
  }

  /// The loop's interest and the token by which it will be told.
  log_builder& watch(int number, id loop, std::uint32_t mask,
                     std::int64_t token) {
    act(fd(number), trace::verb::interest, mask, loop);
    return act(fd(number), trace::verb::token, token, loop);
  }

  log_builder& poll_begin(id loop, std::int64_t timeout_ms = -1) {
    return emit(trace::event_kind::poll, sub(trace::poll_phase::begin), loop, 0,
                timeout_ms);
  }

  log_builder& poll_end(id loop, std::int64_t count) {
    return emit(trace::event_kind::poll, sub(trace::poll_phase::end), loop, 0,
                count);
  }

  log_builder& ready(id thing, std::uint8_t bits, id loop,
                     std::int64_t token = 0) {
    return emit(trace::event_kind::ready, bits, thing, loop, token);
  }

  log_builder& value(id thing, std::string_view name, std::int64_t number) {
    return emit(trace::event_kind::value, 0, thing, 0, number, name);
  }

  log_builder& note(id thing, std::string_view text) {
    return emit(trace::event_kind::note, sub(trace::note_kind::text), thing, 0,
                0, text);
  }

  log_builder& gap(std::int64_t lost) {
    return emit(trace::event_kind::gap, 0, 0, 0, lost);
  }

  log_builder& gate(trace::gate_phase phase) {
    return emit(trace::event_kind::gate, sub(phase), thread_);
  }

  std::int64_t now_ns() const { return t_ns_; }

  std::size_t size() const { return made_.size(); }

  /// The log so far; more may be added while somebody reads it.
  trace::log& events() { return made_; }

 private:
  log_builder& on_thread(id who) {
    thread_ = who;
    return *this;
  }

  template <class Word>
  static constexpr std::uint8_t sub(Word word) {
    return static_cast<std::uint8_t>(word);
  }

  static constexpr std::int64_t step_ns = 10'000;

  trace::log made_;
  std::int64_t t_ns_ = 1'000'000'000;
  std::uint16_t process_ = 0;
  std::uint32_t place_ = 0;
  id thread_ = 0;
};

}  // namespace looplab::tests
