// SPDX-License-Identifier: BSL-1.0
//
// See example_details.hpp.
#include "tests/frame/example_details.hpp"

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

namespace {

using trace::thing_kind;
using trace::verb;
using trace::wait_why;

const auto descriptor = log_builder::fd;
const auto thread = log_builder::thread;

constexpr trace::id acceptor = 1, client = 2, worker = 3, feeder = 4;
constexpr trace::id lock = 10, jobs = 11;

/// One turn in which somebody runs for a while and waits again for the same.
void run_once(log_builder& log, trace::id who, int number, int runs_us) {
  log.poll_begin(descriptor(4)).after_us(900).poll_end(descriptor(4), 1);
  log.ready(descriptor(number), trace::readable, descriptor(4))
      .wake(who, descriptor(number));
  log.after_us(15 + number * runs_us % 70).run(who, descriptor(number));
  log.at("server.cpp", 31, "handle_client").after_us(runs_us);
  log.stop(who, wait_why::io, descriptor(number));
}

log_builder served() {
  log_builder log;
  log.open(3, "listener").open(4, "epoll").name(descriptor(4), "epoll");
  log.task(acceptor, "acceptor")
      .poll_begin(descriptor(4))
      .poll_end(descriptor(4), 1);
  log.at("server.cpp", 44, "accept_clients").task(client, "client 3", acceptor);
  log.task(worker, "worker")
      .task(feeder, "client 1")
      .name(descriptor(6), "client 1");
  log.create(thing_kind::mutex, lock, "log_mx");
  log.create(thing_kind::channel, jobs, "jobs");
  constexpr int times[] = {12, 30, 45, 48, 60, 48, 55, 210, 44, 39, 4800, 51};
  for (const int us : times) {
    run_once(log, client, 8, us);
  }
  log.run(feeder)
      .act(jobs, verb::send, 1)
      .stop(feeder, wait_why::io, descriptor(6));
  log.run(worker).at("server.cpp", 58, "log_line");
  log.act(lock, verb::lock, 0, worker);
  log.stop(worker, wait_why::channel_empty, jobs);
  log.wake(client, descriptor(8))
      .run(client, descriptor(8))
      .at("server.cpp", 52, "log_line");
  log.after_us(80).stop(client, wait_why::lock, lock);
  log.poll_begin(descriptor(4)).after_ms(41).poll_end(descriptor(4), 1);
  return log;
}

frame::detail_view seen(log_builder& log, frame::detail_choice chosen,
                        frame::size extent) {
  model::timeline time(log.events());
  time.catch_up();
  model::lives memory(time);
  frame::viewer who;
  who.cursor = time.size();
  who.mode = frame::run_mode::replay;
  who.speed = "2 events/s";
  return compose_detail(time, memory, who, chosen, extent);
}

}  // namespace

frame::detail_view client_detail(frame::size extent) {
  log_builder log = served();
  frame::detail_choice chosen;
  chosen.who = client;
  return seen(log, chosen, extent);
}

frame::detail_view waiters_detail(frame::size extent) {
  log_builder log = served();
  frame::detail_choice chosen;
  chosen.who = worker;
  chosen.waiters = chosen.names = true;
  return seen(log, chosen, extent);
}

frame::detail_view deadlock_detail(frame::size extent) {
  log_builder log;
  constexpr trace::id a = 0x60000001, b = 0x60000002;
  log.at("embrace.cpp", 21, "lock_both");
  log.on(4712).create(thing_kind::thread, thread(4712), "ann", thread(4711));
  log.after_us(120).create(thing_kind::mutex, b, "B");
  log.on(4713).create(thing_kind::thread, thread(4713), "bob", thread(4711));
  log.after_us(200).create(thing_kind::mutex, a, "A");
  log.on(4712).stop(thread(4712), wait_why::lock, b, thread(4713));
  log.on(4713).stop(thread(4713), wait_why::lock, a, thread(4712));
  log.on(4711).after_ms(2500).note(thread(4711), "still here");
  frame::detail_choice chosen;
  chosen.who = thread(4712);
  return seen(log, chosen, extent);
}

}  // namespace looplab::tests
