// SPDX-License-Identifier: BSL-1.0
//
// Programs that fork workers: each worker is a process of its own on the
// screen, with its lanes, its loop and its turns. One is made for the test; the
// other is nginx, where it is installed.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/hooks/unix_client.hpp"
#include "tests/support/tcp_client.hpp"
#include "tests/target/watched.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::target {
namespace {

using support::tcp_client;

void preloaded(start_options& how) {
  how.preload = PRELOAD;
}

/// Of each process that has a loop.
std::map<std::uint16_t, std::uint64_t> turns_of(const trace::log& events) {
  model::timeline time(events);
  time.catch_up();
  std::map<std::uint16_t, std::uint64_t> turns;
  for (std::uint16_t p = 0; p < events.processes().size(); ++p) {
    if (const std::uint64_t made = time.turns(p); made > 0) {
      turns[p] = made;
    }
  }
  return turns;
}

/// Each process's own lanes, and none of another.
void expect_lanes_apart(const trace::log& events) {
  model::timeline time(events);
  time.catch_up();
  std::size_t lanes = 0;
  for (std::uint16_t p = 0; p < events.processes().size(); ++p) {
    const model::state one = time.at(time.size(), p);
    EXPECT_EQ(one.main_process, p);
    for (const model::task& t : one.tasks) {
      EXPECT_EQ(t.process, p);
    }
    lanes += one.tasks.size();
  }
  EXPECT_EQ(lanes, time.at(time.size()).tasks.size());
}

/// Which process the log has first is not known.
void expect_workers_only(const watched& it) {
  for (const auto& [process, turns] : turns_of(it.events)) {
    EXPECT_NE(it.events.processes()[process].pid, it.program->pid())
        << "the master has no loop";
  }
}

class Workers : public testing::Test {
 protected:
  void SetUp() override {
    if (std::string_view(PRELOAD).empty()) {
      GTEST_SKIP() << "a sanitizer's runtime must be the first library";
    }
  }
};

TEST_F(Workers, EachHasItsLoopAndItsLanes) {
  watched it({FORKER, "3"}, preloaded);
  ASSERT_NE(it.port(), 0);
  ASSERT_TRUE(it.until([&] { return it.events.processes().size() == 4; }));
  std::map<char, int> answered;
  // Whoever of the three is woken answers; each ends when it is told to.
  while (answered.size() < 3) {
    tcp_client client(it.port());
    ASSERT_TRUE(client.send("q"));
    while (client.received().empty()) {
      ASSERT_EQ(client.wait(), tcp_client::event::bytes);
    }
    ++answered[client.received()[0]];
  }
  ASSERT_TRUE(it.until([&] { return !it.program->running(); }));
  EXPECT_TRUE(it.until([&] { return turns_of(it.events).size() == 3; }));
  expect_workers_only(it);
  expect_lanes_apart(it.events);
}

TEST_F(Workers, OfNginxAreSeenBesideTheirMaster) {
  if (::access("/usr/sbin/nginx", X_OK) != 0) {
    GTEST_SKIP() << "nginx is not installed; ./looplab setup --peers brings it";
  }
  std::string name = std::filesystem::temp_directory_path() / "looplab-XXXXXX";
  const std::string here = ::mkdtemp(name.data());
  std::ofstream(here + "/nginx.conf")
      << "daemon off; worker_processes 1; error_log stderr; pid " << here
      << "/pid; events { worker_connections 64; } http { access_log off;"
      << " client_body_temp_path " << here << "/b; proxy_temp_path " << here
      << "/p; fastcgi_temp_path " << here << "/f; uwsgi_temp_path " << here
      << "/u; scgi_temp_path " << here << "/s; server { listen unix:" << here
      << "/socket; return 200 hello; } }";
  {
    watched it({"/usr/sbin/nginx", "-c", here + "/nginx.conf", "-p", here},
               preloaded);
    const std::string answer =
        test::ask(here + "/socket", "GET / HTTP/1.0\r\n\r\n", "hello");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK")) << answer;
    EXPECT_TRUE(it.until([&] {
      const auto turns = turns_of(it.events);
      return !turns.empty() && turns.begin()->second >= 2;
    }));
    EXPECT_EQ(it.events.processes().size(), 2u) << "master and worker";
    expect_workers_only(it);
    expect_lanes_apart(it.events);
  }
  std::error_code ignored;
  std::filesystem::remove_all(here, ignored);
}

}  // namespace
}  // namespace looplab::target
