// SPDX-License-Identifier: BSL-1.0
//
// What following its handlers costs a server of Boost.Asio: the CPU time of one
// echo of 64 bytes, over 16 connections, by the same program without the hooks,
// with them while nobody records, with them recording, and recording its calls
// as well. All in one run, in turns; prints the best and the middle of many
// rounds and the ratio to the program without. Asserts nothing.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"

namespace {

using namespace looplab;

constexpr int rounds = 15;
constexpr int echoes = 400;
constexpr int connections = 16;

double own_nanoseconds(pid_t of) {
  clockid_t clock{};
  timespec t{};
  if (clock_getcpuclockid(of, &clock) != 0 || clock_gettime(clock, &t) != 0) {
    std::perror("bench_asio_hooks: no CPU time of the server");
    std::exit(3);
  }
  return 1e9 * static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec);
}

class contestant {
 public:
  contestant(const char* name, const char* program, const char* recording)
      : name_(name),
        server_({program,
                 {"1", std::to_string(connections)},
                 {{"LOOPLAB_TRACE", recording}},
                 {}}) {
    for (int i = 0; i < connections; ++i) {
      clients_.emplace_back(server_.port());
    }
    run_a_round();
    took_.clear();
  }

  void run_a_round() {
    const double from = own_nanoseconds(server_.pid());
    for (int i = 0; i < echoes; ++i) {
      for (support::tcp_client& client : clients_) {
        client.send(std::string(64, 'x'));
      }
      for (support::tcp_client& client : clients_) {
        while (client.received().size() < 64 &&
               client.wait() == support::tcp_client::event::bytes) {
        }
        client.received().clear();
      }
    }
    took_.push_back((own_nanoseconds(server_.pid()) - from) /
                    (echoes * connections));
  }

  double best() const { return *std::min_element(took_.begin(), took_.end()); }

  double middle() const {
    std::vector<double> sorted = took_;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }

  const char* name() const { return name_; }

 private:
  const char* name_;
  support::server_process server_;
  std::vector<support::tcp_client> clients_;
  std::vector<double> took_;
};

}  // namespace

int main() {
  std::vector<std::unique_ptr<contestant>> all;
  const auto enter = [&](const char* name, const char* program,
                         const char* recording) {
    all.push_back(std::make_unique<contestant>(name, program, recording));
  };
  enter("no hooks", ASIO_ECHO_PLAIN, "off");
  enter("Asio hooks, nobody records", ASIO_ECHO_ASIO, "off");
  enter("Asio hooks, recording", ASIO_ECHO_ASIO, "on");
  enter("all hooks, nobody records", ASIO_ECHO_HOOKED, "off");
  enter("all hooks, recording", ASIO_ECHO_HOOKED, "on");
  for (int i = 0; i < rounds; ++i) {
    for (const auto& each : all) {
      each->run_a_round();
    }
  }
  std::printf("%-30s %9s %9s %9s %9s\n", "server CPU an echo, ns", "best",
              "middle", "ratio", "middle");
  const double best = all.front()->best();
  const double middle = all.front()->middle();
  for (const auto& each : all) {
    std::printf("%-30s %9.0f %9.0f %9.3f %9.3f\n", each->name(), each->best(),
                each->middle(), each->best() / best, each->middle() / middle);
  }
  return 0;
}
