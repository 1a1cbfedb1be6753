// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 06 claims.
#include <csignal>
#include <cstdio>
#include <sstream>

#include "tests/chapters/claims.hpp"
#include "tests/support/process.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "06-epoll";

TEST(claims_06, told_not_delivered) {
  EXPECT_EQ(run_experiment(CHAPTER, "told_not_delivered"),
            "epoll_wait returned 1: bytes in the kernel 5, buffer .....\n"
            "read returned 5: bytes in the kernel 0, buffer HELLO\n");
}

TEST(claims_06, ask_or_sleep) {
  const auto told = run_experiment(CHAPTER, "ask_or_sleep");
  char blocking = 0, asking = 0, epoll = 0;
  char where[64];
  long refused[3] = {-1, -1, -1};
  ASSERT_EQ(std::sscanf(told.c_str(),
                        "read that blocks: state %c in %63[^,], refused %ld "
                        "times read that does not: state %c in %63[^,], "
                        "refused %ld times epoll_wait, then read: state %c in "
                        "%63[^,], refused %ld times",
                        &blocking, where, &refused[0], &asking, where,
                        &refused[1], &epoll, where, &refused[2]),
            9)
      << told;
  EXPECT_EQ(std::string({blocking, asking, epoll}), "SRS") << told;
  EXPECT_EQ(refused[0], 0) << told;
  EXPECT_GT(refused[1], 100) << told;
  EXPECT_EQ(refused[2], 0) << told;
  EXPECT_NE(told.find("the kernel's list: tfd:"), told.npos) << told;
}

TEST(claims_06, ready_is_a_hint) {
  EXPECT_EQ(run_experiment(CHAPTER, "ready_is_a_hint"),
            "told: the first 1, the second 1\n"
            "the first reads: a byte\n"
            "the second reads: EAGAIN\n");
}

TEST(claims_06, files_refused) {
  const auto told = run_experiment(CHAPTER, "files_refused");
  EXPECT_NE(told.find("file       refused: EPERM"), told.npos) << told;
  EXPECT_NE(told.find("directory  refused: EPERM"), told.npos) << told;
  EXPECT_NE(told.find("socket     can be watched"), told.npos) << told;
  EXPECT_NE(told.find("pipe       can be watched"), told.npos) << told;
}

TEST(claims_06, level_and_edge) {
  EXPECT_EQ(run_experiment(CHAPTER, "level_or_edge"),
            "level-triggered: ready 1, read 1 of 5, ready 1\n"
            "edge-triggered: ready 1, read 1 of 5, ready 0\n");
}

TEST(claims_06, connect_begins) {
  const auto told = run_experiment(CHAPTER, "connect_begins");
  EXPECT_NE(told.find("somebody listens: connect returned -1, EINPROGRESS"),
            told.npos)
      << told;
  EXPECT_NE(told.find("somebody listens: writable 1, SO_ERROR 0"), told.npos)
      << told;
  EXPECT_NE(
      told.find("nobody listens: writable 1, SO_ERROR Connection refused"),
      told.npos)
      << told;
}

TEST(claims_06, one_thread) {
  scene stage(CHAPTER, "server", {"--never-answer"},
              {"--limit-ms", "0", "--upstream-limit-ms", "2000"});
  const auto before = stage.server().threads();
  std::vector<tcp_client> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(request("/quote?symbol=ABC"));
    ASSERT_TRUE(eventually([&] { return clients.back().server_has_read(); }));
  }
  EXPECT_EQ(stage.server().threads(), before);
  EXPECT_EQ(stage.status_of("/hello"), 200);
}

// An upstream that takes one question at a time refuses two of three that are
// asked at once, and none that are asked one after the other.
TEST(claims_06, waits_overlap) {
  scene narrow(CHAPTER, "server", {"--delay", "50", "--capacity", "1"});
  EXPECT_EQ(narrow.status_of("/quote?symbols=A,B,C"), 502);
  scene wide(CHAPTER, "server", {"--delay", "50", "--capacity", "3"});
  EXPECT_EQ(wide.status_of("/quote?symbols=A,B,C"), 200);
}

TEST(claims_06, one_read_and_one_write) {
  const auto made = calls_for_hello(CHAPTER, 100);
  EXPECT_GE(made.reads, 100);
  EXPECT_LT(made.reads, 125);
  EXPECT_GE(made.writes, 100);
  EXPECT_LT(made.writes, 110);
  EXPECT_LT(made.waits, 100);
}

TEST(claims_06, work_stops_all) {
  scene stage(CHAPTER, "server");
  tcp_client busy = stage.connect();
  tcp_client other = stage.connect();
  busy.send(request("/work?units=100"));
  ASSERT_TRUE(eventually([&] { return busy.server_has_read(); }));
  other.send(request("/hello"));
  EXPECT_EQ(support::read_response(other).status, 200);
  // Whoever came later is answered later: the work is done by then.
  EXPECT_EQ(busy.wait(std::chrono::milliseconds(0)), tcp_client::event::bytes);
}

TEST(claims_06, waiting_costs_no_processor) {
  scene stage(CHAPTER, "server");
  std::vector<tcp_client> idle;
  for (int i = 0; i < 300; ++i) {
    idle.push_back(stage.connect());
  }
  EXPECT_EQ(stage.status_of("/hello"), 200);
  const auto before = stage.server().cpu_time();
  EXPECT_TRUE(stays_silent(idle.front()));
  EXPECT_LT((stage.server().cpu_time() - before).count(), 100);
}

TEST(claims_06, one_loop) {
  EXPECT_EQ(run_experiment(CHAPTER, "one_loop"),
            "select                          told 5, read 5 of 5\n"
            "poll                            told 5, read 5 of 5\n"
            "epoll, level-triggered          told 5, read 5 of 5\n"
            "epoll, EPOLLEXCLUSIVE           told 5, read 5 of 5\n"
            "epoll, edge-triggered           told 1, read 1 of 5\n"
            "epoll, EPOLLONESHOT             told 1, read 1 of 5\n"
            "epoll, EPOLLONESHOT, asks again told 5, read 5 of 5\n");
}

TEST(claims_06, whose_loop) {
  const std::string python = "/usr/bin/python3";
  support::process look({python, {"-c", "import twisted, tornado, gevent"}});
  if (look.wait() != 0) {
    GTEST_SKIP() << "Twisted, Tornado or gevent is not installed (Debian's "
                    "python3-twisted, python3-tornado, python3-gevent)";
  }
  support::process run(
      {python, {std::string(SOURCES) + "/06-epoll/experiments/whose_loop.py"}});
  EXPECT_EQ(run.wait(), 0) << run.output();
  const std::string told = run.output();
  const std::string asleep = "\n  it sleeps in epoll\n";
  EXPECT_EQ(told.find("Twisted, by itself: EPollReactor" + asleep +
                      "Tornado, on the loop of asyncio: True" + asleep +
                      "gevent, by choice: libev"),
            0u)
      << told;
  EXPECT_NE(told.find("libuv"), told.npos) << told;
  EXPECT_EQ(told.substr(told.size() - asleep.size()), asleep) << told;
}

TEST(claims_06, idle_ten_thousand) {
  std::istringstream told(run_experiment(CHAPTER, "idle_ten_thousand"));
  std::string heading, idle, select;
  std::getline(told, heading);
  double poll_few = 0, epoll_few = 0, poll_many = 0, epoll_many = 0;
  told >> idle >> idle >> select >> poll_few >> epoll_few;
  told >> idle >> idle >> select >> poll_many >> epoll_many;
  told >> idle >> idle >> select >> poll_many >> epoll_many;
  EXPECT_EQ(select, "refused") << told.str();
  EXPECT_GT(poll_many, 50 * poll_few) << told.str();
  EXPECT_LT(epoll_many, 20 * epoll_few) << told.str();
}

TEST(claims_06, who_is_woken) {
  const auto told = run_experiment(CHAPTER, "who_is_woken");
  EXPECT_NE(told.find("woken of 8: 8\n"), told.npos) << told;
  EXPECT_EQ(told.find("EPOLLEXCLUSIVE: 8"), told.npos) << told;
}

// Two faces, one loop: a client cannot tell which of them it speaks to.
TEST(claims_06, faces) {
  for (const char* face : {"protocols", "handlers"}) {
    support::server_process server({program(CHAPTER, face), {}});
    tcp_client client(server.port());
    tcp_client other(server.port());
    client.send("hal");
    ASSERT_TRUE(eventually([&] { return client.server_has_read(); })) << face;
    other.send("whole\n");
    EXPECT_EQ(other.wait(), tcp_client::event::bytes) << face;
    EXPECT_EQ(other.received(), "WHOLE\n") << face;
    client.send("f\nlater line\n");
    EXPECT_TRUE(eventually([&] {
      client.wait();
      return client.received() == "HALF\nLATER LINE\n";
    })) << face
        << ": " << client.received();
    server.signal(SIGTERM);
    EXPECT_TRUE(client.wait_for_end()) << face;
    EXPECT_EQ(server.wait(), 0) << face;
  }
}

TEST(claims_06, faces_drop_the_silent) {
  for (const char* face : {"protocols", "handlers"}) {
    support::server_process server(
        {program(CHAPTER, face), {"--limit-ms", "50"}});
    tcp_client silent(server.port());
    EXPECT_TRUE(silent.wait_for_end()) << face;
  }
}

}  // namespace
}  // namespace looplab::chapters
