// SPDX-License-Identifier: BSL-1.0
//
// Filter and stops as a person uses them: on a real pty, on a real server that
// is held, and let go until it gets to where it shall stop.
#include <sys/wait.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/pty_terminal.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab {
namespace {

using support::pty_terminal;
using support::tcp_client;

const std::string hello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

class looking_test : public testing::Test {
 protected:
  pty_terminal::environment environment() const {
    const auto set = records_.environment(SHARE_FOLDER);
    return {set.begin(), set.end()};
  }

  /// Watches chapter 06's server, held, with clients who have asked it.
  void hold_a_server(pty_terminal& t, int clients) {
    ASSERT_TRUE(t.wait_for_text("q quit")) << t.text();
    t.type("o");
    ASSERT_TRUE(t.wait_for([&] {
      const std::string mark = "listening on 127.0.0.1:";
      const std::string text = t.text();
      const auto at = text.find(mark);
      if (at != text.npos) {
        port_ = static_cast<std::uint16_t>(
            std::atoi(text.c_str() + at + mark.size()));
      }
      return port_ > 0;
    })) << t.text();
    t.type("o ");
    ASSERT_TRUE(t.wait_for_text("HELD")) << t.text();
    for (int i = 0; i < clients; ++i) {
      clients_.emplace_back(port_);
      ASSERT_TRUE(clients_.back().send(hello));
    }
  }

  void leave(pty_terminal& t) {
    t.type("q");
    const auto status = t.wait_for_exit();
    ASSERT_TRUE(status && WIFEXITED(*status)) << t.text();
    EXPECT_EQ(WEXITSTATUS(*status), 0);
  }

  own_records records_;
  std::uint16_t port_ = 0;
  std::vector<tcp_client> clients_;
};

bool has(const pty_terminal& t, const std::string& text) {
  return t.text().find(text) != std::string::npos;
}

/// "at event 71 in turn 2."
std::string where_it_stopped(const pty_terminal& t) {
  const std::string text = t.text();
  const auto at = std::min(text.find("at event "), text.size());
  return text.substr(at, text.find('\n', at) - at);
}

bool has_first_lane(const pty_terminal& t) {
  return has(t, "\n t1 ") || has(t, "\n▸t1 ");
}

TEST_F(looking_test, leaves_out_the_lanes_that_a_filter_does_not_admit) {
  pty_terminal t(100, 30,
                 {LOOPLAB_VIEW, "watch", "--", EPOLL_SERVER, "--port", "0"},
                 environment());
  hold_a_server(t, 2);
  ASSERT_TRUE(t.wait_for([&] { return has_first_lane(t); })) << t.text();
  t.type("/nobody-is-called-so");
  ASSERT_TRUE(t.wait_for_text("0 of ")) << t.text();
  ASSERT_TRUE(t.wait_for_text("Esc clear")) << t.text();
  EXPECT_FALSE(has_first_lane(t)) << t.text();
  t.type("\x1b");
  ASSERT_TRUE(t.wait_for([&] { return has_first_lane(t); })) << t.text();
  // Keys mean words while they are typed, and keys again once it is kept.
  t.type("/state:waits");
  ASSERT_TRUE(t.wait_for_text("lanes: state:waits")) << t.text();
  t.type("\r");
  ASSERT_TRUE(t.wait_for_text("q quit")) << t.text();
  EXPECT_TRUE(has(t, "lanes: state:waits")) << t.text();
  t.type("/");
  ASSERT_TRUE(t.wait_for_text("Esc clear")) << t.text();
  t.type("\x1b");
  ASSERT_TRUE(t.wait_for([&] { return !has(t, "lanes:"); })) << t.text();
  leave(t);
}

TEST_F(looking_test, runs_the_program_to_a_stop_and_back_to_the_last) {
  pty_terminal t(100, 30,
                 {LOOPLAB_VIEW, "watch", "--", EPOLL_SERVER, "--port", "0"},
                 environment());
  hold_a_server(t, 6);
  t.type("c");
  ASSERT_TRUE(t.wait_for_text("No stop is set")) << t.text();
  // A turn on, so that the loop stands where it will come again.
  t.type("t");
  ASSERT_TRUE(t.wait_for_text("↺ turn")) << t.text();
  t.type("b");
  ASSERT_TRUE(t.wait_for_text("A stop at:")) << t.text();
  ASSERT_TRUE(t.wait_for_text("clear all")) << t.text();
  t.type("p");
  ASSERT_TRUE(t.wait_for_text("Stop set: the loop:")) << t.text();
  t.type("c");
  ASSERT_TRUE(t.wait_for_text("Stopped: the loop:")) << t.text();
  const std::string first = where_it_stopped(t);
  // Whoever else comes gets the loop round once more.
  clients_.emplace_back(port_);
  t.type("c");
  ASSERT_TRUE(t.wait_for([&] {
    return has(t, "Stopped: the loop:") && where_it_stopped(t) != first;
  })) << t.text();
  t.type("C");
  ASSERT_TRUE(t.wait_for([&] { return where_it_stopped(t) == first; }))
      << first << t.text();
  leave(t);
}

TEST_F(looking_test, marks_a_stop_beside_its_line) {
  pty_terminal t(100, 30,
                 {LOOPLAB_VIEW, "watch", "--", EPOLL_SERVER, "--port", "0"},
                 environment());
  hold_a_server(t, 1);
  // A line is looked up soon after its event: until then another one is shown.
  ASSERT_TRUE(t.wait_for([&] {
    const std::string text = t.text();
    const auto at = text.find("│▶");
    const auto end = text.find('\n', at);
    return at != text.npos && text.find("epoll_wait", at) < end;
  })) << t.text();
  t.type("bb");
  ASSERT_TRUE(t.wait_for_text("│●")) << t.text();
  ASSERT_TRUE(t.wait_for_text("Stop set: ")) << t.text();
  t.type("bb");
  ASSERT_TRUE(t.wait_for_text("Stop cleared: ")) << t.text();
  EXPECT_FALSE(has(t, "│●")) << t.text();
  leave(t);
}

TEST_F(looking_test, zooms_the_axis_of_real_time) {
  pty_terminal t(100, 30,
                 {LOOPLAB_VIEW, "watch", "--", EPOLL_SERVER, "--port", "0"},
                 environment());
  hold_a_server(t, 0);
  const std::string mark = "1 column = ";
  const auto scale = [&] {
    const std::string text = t.text();
    const auto at = text.find(mark);
    return at == text.npos ? "" : text.substr(at + mark.size(), 6);
  };
  // A hold shows the event that was told last, which may be the first of all.
  t.press(support::special_key::end);
  t.type("a");
  ASSERT_TRUE(t.wait_for_text(mark)) << t.text();
  const std::string fitting = scale();
  t.type("[");
  EXPECT_TRUE(t.wait_for([&] { return scale() != fitting; })) << t.text();
  t.type("]");
  EXPECT_TRUE(t.wait_for([&] { return scale() == fitting; })) << t.text();
  t.type("]");
  EXPECT_TRUE(t.wait_for([&] { return scale() != fitting; })) << t.text();
  leave(t);
}

}  // namespace
}  // namespace looplab
