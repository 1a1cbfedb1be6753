// SPDX-License-Identifier: BSL-1.0
//
// What looking at a program costs: resolving the first place of a module, each
// further place, and one reading of /proc. Prints processor time.
//
//   bench_target build/release/chapters/06-epoll/server
#include <time.h>

#include <cstdio>
#include <functional>
#include <vector>

#include "tests/support/patience.hpp"
#include "tests/support/tcp_client.hpp"
#include "visualizer/target/proc_file.hpp"
#include "visualizer/target/target.hpp"

namespace {

using namespace looplab;

/// Processor time of this thread, which a busy machine does not stretch.
double processor_us() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 +
         static_cast<double>(now.tv_nsec) / 1e3;
}

double microseconds_of(const std::function<void()>& work) {
  const double begin = processor_us();
  work();
  return processor_us() - begin;
}

void print(const char* what, double microseconds) {
  std::printf("%-44s %10.1f us\n", what, microseconds);
}

std::uint16_t port_of(target::target& program, trace::log& events) {
  constexpr std::string_view before = "listening on 127.0.0.1:";
  std::size_t at = std::string::npos;
  support::eventually([&] {
    program.drain(events);
    at = program.first_output().find(before);
    return at != std::string::npos && program.has_trace();
  });
  return static_cast<std::uint16_t>(target::number_in(
      std::string_view(program.first_output()).substr(at + before.size())));
}

void bench_resolve(target::target& program, trace::log& events) {
  print("resolve the first place",
        microseconds_of([&] { program.resolve(events, 1); }));
  std::size_t rest = 0;
  const double all = microseconds_of([&] {
    for (; rest < events.places(); ++rest) {
      program.resolve(events, 1);
    }
  });
  std::printf("(%zu places)\n", rest);
  print("resolve one more place, mean", all / static_cast<double>(rest));
  print("resolve when all is resolved",
        microseconds_of([&] { program.resolve(events, 64); }));
}

void bench_sample(target::target& program, trace::log& events,
                  const char* what) {
  constexpr int times = 200;
  program.sample(events);
  print(what, microseconds_of([&] {
                for (int i = 0; i < times; ++i) {
                  program.sample(events);
                }
              }) / times);
}

}  // namespace

int main(int argc, char** argv) {
  target::start_options how;
  how.command.assign(argv + 1, argv + argc);
  how.command.insert(how.command.end(), {"--port", "0"});
  std::string error;
  const auto program = target::target::start(how, error);
  if (!program) {
    std::fprintf(stderr, "bench_target: %s\n", error.c_str());
    return 2;
  }
  trace::log events;
  const std::uint16_t port = port_of(*program, events);
  std::vector<support::tcp_client> clients;
  clients.emplace_back(port);
  clients.back().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
  clients.back().wait();
  support::eventually([&] { return program->drain(events) > 0; });
  bench_resolve(*program, events);
  bench_sample(*program, events, "one sample, 1 connection");
  for (int i = 0; i < 99; ++i) {
    clients.emplace_back(port);
  }
  bench_sample(*program, events, "one sample, 100 connections");
  print("drain, nothing new, mean", microseconds_of([&] {
                                      for (int i = 0; i < 100; ++i) {
                                        program->drain(events);
                                      }
                                    }) / 100);
  return 0;
}
