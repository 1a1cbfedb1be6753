// SPDX-License-Identifier: BSL-1.0
//
// The program that the tests of the recorder watch: each mode tells one known
// story through the public doors of the write side, so that a test can say
// exactly what a reader must find. It looks at nothing it has written.
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <latch>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/trace/stories.hpp"
#include "trace/name.hpp"
#include "trace/recorder.hpp"

namespace trace = looplab::trace;
using trace::event_kind;
using namespace trace::testing;

namespace {

// A task that waits for a descriptor and comes back.
int story(long) {
  const trace::id task = trace::create(trace::thing_kind::task, "client 1");
  trace::emit(event_kind::create,
              static_cast<std::uint8_t>(trace::thing_kind::descriptor), 0,
              trace::descriptor_id(7), 0, trace::intern("socket"), 7);
  trace::run(task);
  trace::name(7, "client 1's socket");
  trace::stop(task, trace::wait_why::io, trace::descriptor_id(7));
  trace::wake(task, trace::descriptor_id(7));
  trace::run(task, trace::descriptor_id(7));
  trace::end(task);
  trace::name_thread("the only one");
  done();
  return trace::on() ? 10 : 11;
}

int story_and_wait(long number) {
  story(number);
  wait_for_signal();
  return 0;
}

// Numbers as fast as they go, for readers that come late or are killed.
[[noreturn]] void beat_forever() {
  for (std::int64_t i = 0;; ++i) {
    count(i);
  }
}

int beat(long) {
  beat_forever();
}

int burst(long number) {
  trace::create(trace::thing_kind::task, "old task");
  for (std::int64_t i = 0; i < number; ++i) {
    count(i);
  }
  done();
  wait_for_signal();
  return 0;
}

// One of two tasks ends while nobody reads.
int ends_unseen(long number) {
  const trace::id task = trace::create(trace::thing_kind::task, "short task");
  trace::create(trace::thing_kind::task, "long task");
  wait_for_signal();
  trace::end(task);
  for (std::int64_t i = 0; i < number; ++i) {
    count(i);
  }
  done();
  std::puts("all told");
  std::fflush(stdout);
  wait_for_signal();
  return 0;
}

// Nobody ends before all have counted: else one would leave its ring to the
// next, who would overwrite what nobody has read.
int workers(long number) {
  std::latch counted(4);
  std::vector<std::thread> all;
  for (int w = 0; w < 4; ++w) {
    all.emplace_back([number, &counted] {
      for (std::int64_t i = 0; i < number; ++i) {
        count(i);
      }
      counted.arrive_and_wait();
    });
  }
  for (std::thread& one : all) {
    one.join();
  }
  done();
  wait_for_signal();
  return 0;
}

// All alive at once, so that no ring can be used again.
int crowd(long number) {
  trace::run(trace::this_thread());  // its ring, before they are all gone
  std::atomic<long> started{0};
  std::latch go(1);
  std::vector<std::thread> all;
  try {
    for (long i = 0; i < number; ++i) {
      all.emplace_back([&] {
        count(1);
        ++started;
        go.wait();
      });
    }
  } catch (const std::system_error&) {
    std::puts("the system has no more threads");
    std::fflush(stdout);  // it is read while this one lives
  }
  while (started.load() != static_cast<long>(all.size())) {
    std::this_thread::yield();
  }
  done();
  wait_for_signal();
  go.count_down();
  for (std::thread& one : all) {
    one.join();
  }
  return 0;
}

int one_after_the_other(long number) {
  for (long i = 0; i < number; ++i) {
    std::thread([i] { count(i); }).join();
  }
  done();
  wait_for_signal();
  return 0;
}

std::atomic<bool> stop_now{false};

// A timer interrupts a thread that does nothing but emit.
int interrupts(long number) {
  static std::atomic<long> left{0};
  left = number;

  struct sigaction act {};

  act.sa_handler = [](int) {
    if (left > 0) {  // one more may come before the timer has been stopped
      count(-1);
      stop_now = --left == 0;
    }
  };
  sigaction(SIGALRM, &act, nullptr);
  const itimerval often{{0, 200}, {0, 200}};
  setitimer(ITIMER_REAL, &often, nullptr);
  std::int64_t told = 0;
  while (!stop_now) {
    count(told++);
  }
  const itimerval never{};
  setitimer(ITIMER_REAL, &never, nullptr);
  trace::emit(event_kind::value, 0, 0, 2, 0, 0, told + number);
  done();
  wait_for_signal();
  return 0;
}

// Somebody else's clean-up code still emits when ours has already run.
int late_words(long) {
  static pthread_key_t key;
  pthread_key_create(&key, [](void*) {
    for (int i = 0; i < 3; ++i) {
      count(100 + i);
    }
  });
  for (int i = 0; i < 3; ++i) {
    std::thread([] {
      count(1);
      pthread_setspecific(key, &key);
    }).join();
  }
  done();
  wait_for_signal();
  return 0;
}

// An event loop as the gate sees it.
int loop(long number) {
  const trace::id task = trace::create(trace::thing_kind::task, "handler");
  for (long i = 0; number == 0 || i < number; ++i) {
    trace::point(event_kind::poll, 0, 0, 1, 0, 0, i);
    trace::point(event_kind::poll, 1, 0, 1, 0, 0, i);
    trace::run(task);
    count(i);
    trace::stop(task, trace::wait_why::await);
  }
  done();
  return 0;
}

// The same, with a timer that interrupts whatever it does all the time.
int ticking_loop(long number) {
  struct sigaction act {};

  act.sa_handler = [](int) {
  };
  sigaction(SIGALRM, &act, nullptr);
  const itimerval often{{0, 5'000}, {0, 5'000}};
  setitimer(ITIMER_REAL, &often, nullptr);
  return loop(number);
}

int two_loops(long number) {
  std::thread other([number] { loop(number); });
  loop(number);
  other.join();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, std::function<int(long)>> modes = {
      {"story", story},
      {"story_and_wait", story_and_wait},
      {"closes_all", closes_all},
      {"closes_and_goes_on", closes_and_goes_on},
      {"beat", beat},
      {"burst", burst},
      {"workers", workers},
      {"crowd", crowd},
      {"one_after_the_other", one_after_the_other},
      {"forks", forks},
      {"execs", execs},
      {"execs_at_once", execs_at_once},
      {"execs_other", execs_other},
      {"reads_itself", reads_itself},
      {"vforks", vforks},
      {"interrupts", interrupts},
      {"late_words", late_words},
      {"loop", loop},
      {"two_loops", two_loops},
      {"ends_unseen", ends_unseen},
      {"ticking_loop", ticking_loop},
      {"forks_cancelled", forks_cancelled},
  };
  const auto mode = argc > 1 ? modes.find(argv[1]) : modes.end();
  if (mode == modes.end()) {
    std::fputs("usage: target MODE [NUMBER]\n", stderr);
    return 2;
  }
  if (mode->first != "beat" && !mode->first.ends_with("loop") &&
      !mode->first.ends_with("loops")) {
    block_signal();
  }
  return mode->second(argc > 2 ? std::atol(argv[2]) : 0);
}
