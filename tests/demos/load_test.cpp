// SPDX-License-Identifier: BSL-1.0
//
// The load generator as a program: its counts against the server's, what a
// stall looks like in both loops, and servers that do wrong.
#include "tests/demos/load.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <csignal>
#include <set>

#include <gtest/gtest.h>

#include "demos/load/dialer.hpp"
#include "tests/demos/upstream.hpp"
#include "tests/support/stub_server.hpp"

namespace looplab::load {
namespace {

using demos::upstream;
using support::stub_server;

const std::string OK = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";
const std::string BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
const std::string WRONG = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n";
const std::vector<std::string> PRICES{"--route", "/price?symbol=ABC"};

std::vector<std::string> with(std::vector<std::string> arguments,
                              const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// Answers everybody, and once keeps everybody waiting.
stub_server::script stalls_at(unsigned number, int milliseconds) {
  return [=](unsigned asked) {
    if (asked == number) {
      poll(nullptr, 0, milliseconds);
    }
    return OK;
  };
}

TEST(load, counts_what_the_server_counts_in_both_loops) {
  for (const std::vector<std::string>& loop :
       {std::vector<std::string>{"--pipeline", "4"},
        std::vector<std::string>{"--rate", "2000"}}) {
    const upstream backend({"--delay", "0"});
    load_process run(backend.port(),
                     with(with(PRICES, loop), {"-n", "500", "-c", "8"}));
    EXPECT_EQ(run.wait(), 0) << run.output();
    EXPECT_EQ(run.number("started"), 500);
    EXPECT_EQ(run.number("answered"), 500);
    EXPECT_TRUE(run.adds_up());
    EXPECT_TRUE(backend.counts("\"served\":500")) << backend.counters();
  }
}

TEST(load, counts_each_route_apart) {
  const upstream backend({"--delay", "0"});
  load_process run(backend.port(), {"--route", "/price?symbol=ABC:3", "--route",
                                    "/nothing:1", "-n", "200"});
  EXPECT_EQ(run.wait(), 0) << run.output();
  const double prices = run.number("answered", "/price");
  const double nothing = run.number("answered", "/nothing");
  EXPECT_EQ(prices + nothing, 200);
  EXPECT_EQ(run.number("failed"), nothing) << "the backend knows no /nothing";
  EXPECT_GT(prices, nothing);
  EXPECT_GT(nothing, 0);
  EXPECT_TRUE(
      backend.counts("\"served\":" + std::to_string(static_cast<int>(prices))));
}

TEST(load, has_as_many_requests_under_way_as_the_pipeline_is_long) {
  const upstream backend({"--delay", "1000"});
  load_process run(backend.port(),
                   with(PRICES, {"-c", "1", "-n", "8", "--pipeline", "8"}));
  EXPECT_TRUE(backend.counts("\"in_flight\":8"));
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_EQ(run.number("answered"), 8);
}

TEST(load, writes_a_line_a_second_and_a_table_for_people) {
  const stub_server server(OK, stub_server::closes::never);
  support::process run({LOAD,
                        {"127.0.0.1:" + std::to_string(server.port()), "-d",
                         "1.5", "--rate", "100"},
                        {},
                        std::nullopt});
  EXPECT_EQ(run.wait(), 0);
  for (const char* words :
       {"   1 s", "under way", "open loop   100 requests/s",
        "answered    150 in", "p99.9", "us of processor time a request"}) {
    EXPECT_NE(run.output().find(words), std::string::npos) << run.output();
  }
}

TEST(load, never_says_less_than_the_server_took) {
  const upstream backend({"--delay", "30"});
  load_process run(backend.port(), with(PRICES, {"-n", "20", "-c", "5"}));
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_GE(run.number("p50_ms"), 30);
  EXPECT_GE(run.number("max_ms"), run.number("p99_ms"));
}

TEST(load, shows_a_stall_in_open_loop_that_a_closed_loop_hides) {
  constexpr int stall_ms = 600;
  const stub_server asked(stalls_at(500, stall_ms), stub_server::closes::never);
  load_process closed(asked.port(), {"-c", "4", "-n", "4000", "-d", "15"});
  EXPECT_EQ(closed.wait(), 0) << closed.output();
  const stub_server again(stalls_at(500, stall_ms), stub_server::closes::never);
  load_process open(again.port(), {"-c", "4", "-d", "2", "--rate", "1000"});
  EXPECT_EQ(open.wait(), 0) << open.output();
  EXPECT_GE(closed.number("max_ms"), stall_ms);
  EXPECT_GE(open.number("max_ms"), stall_ms);
  EXPECT_GT(open.number("p99_ms"), stall_ms / 2);
  EXPECT_LT(closed.number("p99_ms"), open.number("p99_ms") / 2);
}

TEST(load, counts_refusals_apart_and_keeps_them_out_of_the_latency) {
  const stub_server server(
      [](unsigned number) {
        return number % 10 == 0 ? BUSY : number % 20 == 5 ? WRONG : OK;
      },
      stub_server::closes::never);
  load_process run(server.port(), {"-n", "100", "-c", "1"});
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_EQ(run.number("answered"), 100);
  EXPECT_EQ(run.number("refused"), 10);
  EXPECT_EQ(run.number("failed"), 5);
  const stub_server busy(BUSY, stub_server::closes::never);
  load_process refused(busy.port(), {"-n", "10", "-c", "1"});
  EXPECT_EQ(refused.wait(), 0);
  EXPECT_NE(refused.output().find("\"p99_ms\":null"), std::string::npos);
}

TEST(load, asks_over_a_new_connection_when_one_is_closed) {
  const stub_server polite(
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  load_process run(polite.port(), {"-n", "20", "-c", "2"});
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_EQ(run.number("answered"), 20);
  EXPECT_EQ(run.number("lost"), 0);
  EXPECT_GE(run.number("reconnects"), 18);
  const stub_server rude(OK);
  load_process lossy(rude.port(), {"-n", "50", "-c", "2", "--rate", "1000"});
  EXPECT_EQ(lossy.wait(), 0) << lossy.output();
  EXPECT_GT(lossy.number("reconnects"), 0);
  const upstream mute({"--hang-up", "--delay", "0"});
  load_process all_lost(
      mute.port(), with(PRICES, {"-n", "50", "-c", "2", "--rate", "1000"}));
  EXPECT_EQ(all_lost.wait(), 0) << all_lost.output();
  EXPECT_EQ(all_lost.number("lost"), 50);
  EXPECT_TRUE(lossy.adds_up());
}

TEST(load, says_how_many_were_lost_when_the_server_dies) {
  for (const std::vector<std::string>& loop :
       {std::vector<std::string>{"-d", "60"},
        std::vector<std::string>{"-d", "60", "--rate", "500"}}) {
    upstream backend({"--delay", "20"});
    load_process run(backend.port(), with(with(PRICES, loop), {"-c", "16"}));
    EXPECT_TRUE(support::eventually([&] {
      return backend.counters().find("\"served\":0") == std::string::npos;
    }));
    backend.signal(SIGKILL);
    EXPECT_EQ(run.wait(), 1) << run.output();
    EXPECT_NE(run.output().find("went away"), std::string::npos);
    EXPECT_GT(run.number("answered"), 0);
    EXPECT_EQ(run.number("unconnected"), 16);
    EXPECT_TRUE(run.adds_up()) << run.output();
  }
}

TEST(load, tells_what_it_has_when_it_is_interrupted) {
  const stub_server server(OK, stub_server::closes::never);
  load_process run(server.port(), {"-d", "600", "-c", "2"});
  EXPECT_TRUE(support::eventually([&] { return server.answered() > 50; }));
  run.signal(SIGINT);
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_EQ(run.number("answered"), server.answered());
}

TEST(load, waits_no_longer_than_the_grace_for_the_last_answers) {
  const upstream silent({"--never-answer"});
  load_process run(silent.port(),
                   with(PRICES, {"-d", "0.01", "-c", "3", "--grace-ms", "1"}));
  EXPECT_EQ(run.wait(), 0) << run.output();
  EXPECT_EQ(run.number("unanswered"), 3);
}

TEST(load, says_what_is_wrong_in_a_sentence) {
  const auto refuses = [](const std::string& answer, const char* word) {
    const stub_server server(answer);
    load_process run(server.port(), {"-n", "1", "-c", "1"});
    EXPECT_EQ(run.wait(), 1);
    EXPECT_NE(run.output().find(word), std::string::npos) << run.output();
  };
  refuses("SSH-2.0-OpenSSH\r\n", "no HTTP");
  refuses("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "chunked");
  refuses(OK + OK, "nobody asked for");
  load_process nobody(support::refusing_port(), {});
  EXPECT_EQ(nobody.wait(), 3);
  EXPECT_NE(nobody.output().find("nobody listens at 127.0.0.1:"),
            std::string::npos);
  const stub_server server(OK);
  load_process many(server.port(), {"-c", "100"}, 64);
  EXPECT_EQ(many.wait(), 3);
  EXPECT_NE(many.output().find("type: ulimit -n 116"), std::string::npos)
      << many.output();
}

TEST(load, refuses_what_it_does_not_take) {
  for (const char* bad : {"--rate=-1", "--route=hello", "--pipeline=0",
                          "--connections=0", "--nonsense"}) {
    load_process run(1, {bad});
    EXPECT_EQ(run.wait(), 2) << bad << ": " << run.output();
  }
  for (const char* server :
       {"nonsense", "127.0.0.1", "127.0.0.1:", "x:80", "127.0.0.1:99999",
        "127.0.0.1:80x", "127.0.0.1:+80"}) {
    support::process run({LOAD, {server}, {}, std::nullopt});
    EXPECT_EQ(run.wait(), 2) << server << ": " << run.output();
    EXPECT_NE(run.output().find("load: the server wants"), std::string::npos)
        << run.output();
  }
}

TEST(load, asks_from_as_many_addresses_as_told) {
  const stub_server server(OK, stub_server::closes::never);
  plan what;
  what.server.sin_family = AF_INET;
  what.server.sin_port = htons(server.port());
  what.server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  what.sources = 3;
  const dialer from(what);
  std::set<std::uint32_t> addresses;
  for (unsigned number = 0; number < 6; ++number) {
    const common::descriptor made =
        from.dial(number, std::chrono::milliseconds(support::PATIENCE));
    sockaddr_in own{};
    socklen_t size = sizeof own;
    getsockname(made.get(), reinterpret_cast<sockaddr*>(&own), &size);
    addresses.insert(ntohl(own.sin_addr.s_addr) - INADDR_LOOPBACK);
  }
  EXPECT_EQ(addresses, (std::set<std::uint32_t>{0, 1, 2}));
}

TEST(load, takes_ten_thousand_connections_from_several_addresses) {
  rlimit allowed{};
  getrlimit(RLIMIT_NOFILE, &allowed);
  if (allowed.rlim_max < 12'000) {
    GTEST_SKIP() << "needs 12000 descriptors; the hard limit is "
                 << allowed.rlim_max;
  }
  const upstream backend({"--delay", "0"}, 12'000);
  load_process run(backend.port(),
                   with(PRICES, {"-c", "10000", "-n", "10000", "-d", "20",
                                 "--sources", "4"}),
                   12'000);
  EXPECT_EQ(run.wait(std::chrono::seconds(40)), 0) << run.output();
  EXPECT_EQ(run.number("answered"), 10'000);
}

}  // namespace
}  // namespace looplab::load
