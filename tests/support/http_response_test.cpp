// SPDX-License-Identifier: BSL-1.0
//
// The tests' own reader of answers: it must accept what is right and name what
// is wrong.
#include "tests/support/http_response.hpp"

#include <gtest/gtest.h>

#include "tests/support/stub_server.hpp"

namespace looplab::support {
namespace {

http_response read(const std::string& answer) {
  const stub_server server(answer);
  return exchange(server.port(), "x");
}

TEST(http_response, reads_status_headers_and_body) {
  const http_response answer =
      read("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nX-Y: z\r\n\r\nabcd");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.header("x-y"), "z");
  EXPECT_EQ(answer.body, "abc");
  EXPECT_EQ(answer.problem, "");
}

TEST(http_response, leaves_the_next_answer_where_it_is) {
  const std::string one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
  const stub_server server(one + '1' + one + '2');
  tcp_client client(server.port());
  client.send("x");
  EXPECT_EQ(read_response(client).body, "1");
  EXPECT_EQ(read_response(client).body, "2");
  EXPECT_NE(read_response(client).problem, "");
}

TEST(http_response, to_a_head_request_has_no_body) {
  const stub_server server("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
  tcp_client client(server.port());
  client.send("x");
  const http_response answer = read_response(client, true);
  EXPECT_EQ(answer.problem, "");
  EXPECT_EQ(answer.header("content-length"), "9");
}

TEST(http_response, names_what_is_wrong) {
  EXPECT_NE(read("").problem, "");
  EXPECT_NE(read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort").problem,
            "");
  EXPECT_NE(read("HTTP/1.1 200 OK\r\n\r\n").problem, "");
  EXPECT_NE(read("hello\r\n\r\n").problem, "");
  EXPECT_NE(read("HTTP/1.1 200 OK\r\nA: b\r\nA: b\r\nContent-Length: 0\r\n\r\n")
                .problem,
            "");
}

TEST(http_response, says_when_nobody_answers) {
  const stub_server server("unused");
  tcp_client client(server.port());
  const http_response answer =
      read_response(client, false, std::chrono::milliseconds(1));
  EXPECT_NE(answer.problem.find("silent"), std::string::npos);
}

}  // namespace
}  // namespace looplab::support
