// SPDX-License-Identifier: BSL-1.0
//
// Targets, options, timers: small enough to share a file.
#include <gtest/gtest.h>

#include "chapters/common/options.hpp"
#include "chapters/common/stats.hpp"
#include "chapters/common/target.hpp"
#include "chapters/common/timers.hpp"

namespace looplab::common {
namespace {

TEST(targets, are_a_path_and_parameters) {
  const target where("/file?name=big&cold=1&name=small&empty=&bare");
  EXPECT_EQ(where.path(), "/file");
  EXPECT_EQ(where.parameter("name"), "big");
  EXPECT_EQ(where.parameter("cold"), "1");
  EXPECT_EQ(where.parameter("empty"), "");
  EXPECT_EQ(where.parameter("bare"), "");
  EXPECT_EQ(where.parameter("nam"), std::nullopt);
}

TEST(targets, are_decoded_where_it_is_asked_for) {
  const target where("/a?x=%41%2c+b&bad=%4&worse=%zz");
  EXPECT_EQ(where.parameter("x"), "A, b");
  EXPECT_EQ(where.parameter("bad"), std::nullopt);
  EXPECT_EQ(where.parameter("worse"), std::nullopt);
}

TEST(targets, may_name_their_host) {
  EXPECT_EQ(target("http://x:80/hello?a=1").path(), "/hello");
  EXPECT_EQ(target("http://x").path(), "/");
  EXPECT_EQ(target("*").path(), "");
}

const about ABOUT{"server", "a server", "much", {{"--extra", "x", 5, 1, 9}}};

std::string complaint(const std::vector<std::string_view>& arguments) {
  try {
    read_command_line(arguments, ABOUT);
    return "";
  } catch (const usage_error& error) {
    return error.what();
  }
}

TEST(command_lines, are_read_in_both_spellings) {
  const auto given =
      read_command_line({"--port", "80", "--upstream=127.0.0.1:90",
                         "--limit-ms=0", "--files", "x", "--extra", "9"},
                        ABOUT);
  ASSERT_TRUE(given);
  EXPECT_EQ(given->port, 80);
  EXPECT_EQ(ntohs(given->upstream.sin_port), 90);
  EXPECT_EQ(given->limits.client.count(), 0);
  EXPECT_EQ(given->files, "x");
  EXPECT_EQ(given->extra("--extra"), 9);
  EXPECT_EQ(ntohl(given->listen.s_addr), INADDR_LOOPBACK);
}

TEST(command_lines, are_refused_in_one_sentence) {
  EXPECT_EQ(complaint({"--prot", "1"}),
            "there is no option '--prot'; --help lists them");
  EXPECT_EQ(complaint({"--port", "80x"}),
            "--port wants a number from 0 to 65535, not '80x'");
  EXPECT_EQ(complaint({"--port"}),
            "--port wants a number from 0 to 65535, not ''");
  EXPECT_EQ(complaint({"--listen", "nowhere"}),
            "--listen wants an IPv4 address such as 127.0.0.1, not 'nowhere'");
  EXPECT_EQ(complaint({"--upstream", "127.0.0.1"}),
            "--upstream wants HOST:PORT such as 127.0.0.1:9000, not "
            "'127.0.0.1'");
  EXPECT_NE(complaint({"--extra", "10"}), "");
}

TEST(end_points, are_an_address_and_a_port_and_nothing_else) {
  const sockaddr_in read = read_endpoint("the server", "localhost:8080");
  EXPECT_EQ(ntohl(read.sin_addr.s_addr), INADDR_LOOPBACK);
  EXPECT_EQ(ntohs(read.sin_port), 8080);
  for (const char* wrong :
       {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536",
        "127.0.0.1:+80", "127.0.0.1: 80", "127.0.0.1:80x", "127.0.0:80",
        "example.org:80", "127.0.0.1 :80"}) {
    EXPECT_THROW(read_endpoint("the server", wrong), usage_error) << wrong;
  }
}

TEST(command_lines, can_be_explained) {
  EXPECT_FALSE(read_command_line({"--port", "1", "--help"}, ABOUT));
  const auto text = help_text(ABOUT);
  for (const char* part : {"--upstream-limit-ms", "--extra N", "much"}) {
    EXPECT_NE(text.find(part), text.npos) << part;
  }
}

struct alarm : timed {};

constexpr time_point at(int second) {
  return time_point(std::chrono::seconds(second));
}

TEST(stats, say_null_of_turns_that_nobody_counts) {
  stats numbers;
  EXPECT_EQ(numbers.json(),
            "{\"threads\":1,\"in_flight\":0,\"turns\":null,"
            "\"longest_turn_us\":null,\"accepts\":0,\"refused\":0,"
            "\"bytes_copied\":0}\n");
  numbers.count_turn(std::chrono::microseconds(7));
  EXPECT_NE(numbers.json().find("\"turns\":1,\"longest_turn_us\":7,"),
            std::string::npos);
}

TEST(timer_order, is_by_deadline) {
  timers<alarm> order;
  alarm first, second;
  EXPECT_EQ(order.next(), NEVER);
  EXPECT_TRUE(order.set(second, at(20)));
  EXPECT_TRUE(order.set(first, at(10)));
  EXPECT_EQ(order.next(), at(10));
  EXPECT_EQ(order.take(at(9)), nullptr);
  EXPECT_EQ(order.take(at(30)), &first);
  EXPECT_EQ(order.take(at(30)), &second);
  EXPECT_EQ(order.take(at(30)), nullptr);
}

TEST(timer_order, notes_a_move_to_later_and_makes_a_move_to_earlier) {
  timers<alarm> order;
  alarm one;
  order.set(one, at(10));
  EXPECT_FALSE(order.set(one, at(20)));
  EXPECT_EQ(order.take(at(10)), &one);
  EXPECT_EQ(one.due(), at(20)) << "whoever takes it must look";
  EXPECT_TRUE(order.set(one, one.due()));
  EXPECT_TRUE(order.set(one, at(5)));
  EXPECT_EQ(order.next(), at(5));
}

TEST(timer_order, forgets_what_is_removed) {
  timers<alarm> order;
  alarm one;
  order.set(one, at(10));
  order.remove(one);
  EXPECT_EQ(order.next(), NEVER);
  EXPECT_EQ(one.due(), NEVER);
}

TEST(time_outs, are_rounded_up) {
  EXPECT_EQ(milliseconds_until(NEVER, at(1)), -1);
  EXPECT_EQ(milliseconds_until(at(1), at(2)), 0);
  EXPECT_EQ(milliseconds_until(at(1) + std::chrono::microseconds(1), at(1)), 1);
}

}  // namespace
}  // namespace looplab::common
