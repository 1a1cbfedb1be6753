// SPDX-License-Identifier: BSL-1.0
//
// See example_runs.hpp. Each quote takes the upstream 200 ms.
#include "tests/frame/example_runs.hpp"

#include <string>

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

namespace {

using trace::verb;
using trace::wait_why;

constexpr int clients = 3;

std::string client_name(int number) {
  return "client " + std::to_string(number);
}

/// One after the other: nobody else is accepted meanwhile.
void ask_one_thread(log_builder& log) {
  const trace::id main = log_builder::thread(4711);
  const trace::id listener = log_builder::fd(4);
  const trace::id upstream = log_builder::fd(7);
  log.open(4, "socket").name(listener, "listener").open(7, "socket");
  log.name(upstream, "upstream 1").stop(main, wait_why::io, listener);
  log.after_ms(20).run(main, listener);
  for (int i = 1; i <= clients; ++i) {
    const trace::id client = log_builder::fd(6);
    log.open(6, "socket", listener).name(client, client_name(i));
    log.act(client, verb::read, 84).act(upstream, verb::write, 40);
    log.stop(main, wait_why::io, upstream).after_ms(200).run(main, upstream);
    log.act(upstream, verb::read, 40).act(client, verb::write, 107);
    log.end(client);
  }
  log.stop(main, wait_why::io, listener)
      .after_ms(5)
      .run(main, listener)
      .end(main);
}

void run_task(log_builder& log, trace::id loop, int fd, trace::id task) {
  log.poll_end(loop, 1).ready(log_builder::fd(fd), trace::readable, loop, fd);
  log.wake(task, log_builder::fd(fd)).run(task, log_builder::fd(fd));
}

/// All are accepted, and then all wait for the upstream together.
void ask_loop(log_builder& log) {
  const trace::id loop = log_builder::fd(3);
  const trace::id listener = log_builder::fd(4);
  log.open(3, "epoll").create(trace::thing_kind::loop, loop, "loop");
  log.open(4, "socket").task(1, "listener").watch(4, loop, 1, 4);
  log.stop(1, wait_why::io, listener).poll_begin(loop).after_ms(20);
  for (int i = 1; i <= clients; ++i) {
    const int fd = 5 + i;
    const auto task = static_cast<trace::id>(1 + i);
    run_task(log, loop, 4, 1);
    log.open(fd, "socket", listener).name(log_builder::fd(fd), client_name(i));
    log.task(task, client_name(i)).watch(fd, loop, 1, fd);
    log.stop(1, wait_why::io, listener).wake(task).run(task);
    log.act(log_builder::fd(fd), verb::read, 84);
    log.stop(task, wait_why::io, log_builder::fd(fd + 10));
    log.poll_begin(loop).after_ms(i < clients ? 2 : 196);
  }
  for (int i = 1; i <= clients; ++i) {
    const auto task = static_cast<trace::id>(1 + i);
    run_task(log, loop, 15 + i, task);
    log.act(log_builder::fd(5 + i), verb::write, 107).end(task);
    log.end(log_builder::fd(5 + i)).poll_begin(loop).after_ms(2);
  }
  log.poll_end(loop, 0).end_process();
}

struct both {
  both() {
    ask_one_thread(blocking);
    ask_loop(looping);
    first.catch_up();
    second.catch_up();
  }

  log_builder blocking{4711, "server"}, looping{4712, "server"};
  model::timeline first{blocking.events()}, second{looping.events()};
};

}  // namespace

const std::array<frame::compared_source, 2>& example_runs() {
  static both runs;
  static const model::program_clock clock_a(runs.blocking.events());
  static const model::program_clock clock_b(runs.looping.events());
  static const model::figure_book book_a(runs.blocking.events(), clock_a);
  static const model::figure_book book_b(runs.looping.events(), clock_b);
  static const std::array<frame::compared_source, 2> sources = {
      {{&runs.blocking.events(), &runs.first, &clock_a, &book_a},
       {&runs.looping.events(), &runs.second, &clock_b, &book_b}}};
  return sources;
}

frame::comparer example_comparer() {
  frame::comparer who;
  who.moment_ns = 330'000'000;
  who.titles = {"01 Blocking I/O · 1 thread", "06 epoll · 1 thread"};
  who.what = "the same three clients";
  who.speed = "speed 1/10";
  return who;
}

}  // namespace looplab::tests
