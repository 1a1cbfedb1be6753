// SPDX-License-Identifier: BSL-1.0
//
// Requests that cannot be served: each gets the status that the field expects,
// and the server goes on.
#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

struct refused {
  const char* why;
  std::string bytes;
  int status;
};

std::vector<refused> malformed() {
  const std::string host = "Host: x\r\n";
  const std::string post = "POST /hello HTTP/1.1\r\n" + host;
  return {
      {"nonsense", "nonsense\r\n\r\n", 400},
      {"a TLS client's first bytes", std::string("\x16\x03\x01\0\xa5", 5), 400},
      {"no target", "GET HTTP/1.1\r\n" + host + "\r\n", 400},
      {"no slash", "GET hello HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a space in the target", "GET /he llo HTTP/1.1\r\n" + host + "\r\n",
       400},
      {"another protocol", "GET /hello FTP/1.1\r\n" + host + "\r\n", 400},
      {"HTTP/2.0", "GET /hello HTTP/2.0\r\n" + host + "\r\n", 505},
      {"HTTP/3.0", "GET /hello HTTP/3.0\r\n" + host + "\r\n", 505},
      {"an unknown method", "BREW /hello HTTP/1.1\r\n" + host + "\r\n", 501},
      {"no host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET /hello HTTP/1.1\r\n" + host + host + "\r\n", 400},
      {"a field without a colon",
       "GET /hello HTTP/1.1\r\n" + host + "field\r\n\r\n", 400},
      {"a space in a field's name",
       "GET /hello HTTP/1.1\r\n" + host + "a b: c\r\n\r\n", 400},
      {"a control character in a field",
       "GET /hello HTTP/1.1\r\n" + host + "a: \x01\r\n\r\n", 400},
      {"a length that is no number", post + "Content-Length: many\r\n\r\n",
       400},
      {"a negative length", post + "Content-Length: -1\r\n\r\n", 400},
      {"a length beyond 64 bits",
       post + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
      {"two lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
       400},
      {"a length and chunks",
       post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
       400},
      {"a broken chunk", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
       400},
      {"an unknown coding", post + "Transfer-Encoding: gzip\r\n\r\n", 501},
  };
}

std::vector<refused> too_long() {
  const std::string line = "GET /hello HTTP/1.1\r\nHost: x\r\n";
  std::string many_fields = line;
  for (int i = 0; i < 2000; ++i) {
    many_fields += "Field-" + std::to_string(i) + ": value\r\n";
  }
  return {
      {"a long target", request("/" + std::string(5000, 'a')), 414},
      {"a target without end", "GET /" + std::string(9000, 'a'), 414},
      {"a long field", line + "Long: " + std::string(9000, 'a') + "\r\n\r\n",
       431},
      {"a field without end", line + "Long: " + std::string(20000, 'a'), 431},
      {"many fields", many_fields + "\r\n", 431},
      {"a long body",
       "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n",
       413},
  };
}

class refusals : public contract {
 protected:
  // Every refusal on a connection of its own; afterwards all is well.
  void expect_all(const std::vector<refused>& requests) {
    start();
    for (const refused& one : requests) {
      SCOPED_TRACE(one.why);
      tcp_client client = connect();
      client.send(one.bytes);
      expect_status(support::read_response(client), one.status);
    }
    expect_service();
  }
};

TEST_P(refusals, name_what_is_malformed) {
  expect_all(malformed());
}

TEST_P(refusals, limit_what_a_client_may_send) {
  expect_all(too_long());
}

TEST_P(refusals, reach_a_client_that_is_still_sending) {
  start();
  tcp_client client = connect();
  client.send(
      "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n");
  // More than the socket's buffers hold: the server has to read on, or its
  // close resets the connection, and the refusal may be lost with it.
  EXPECT_TRUE(client.send(std::string(1'000'000, 'x')));
  expect_status(support::read_response(client), 413);
  client.finish_sending();
  EXPECT_EQ(client.wait(), tcp_client::event::end);
}

TEST_P(refusals, come_after_the_answers_before_them) {
  start();
  tcp_client client = connect();
  client.send(request("/quote?symbol=ABC") + "nonsense\r\n\r\n");
  expect_status(support::read_response(client), 200);
  expect_status(support::read_response(client), 400);
  EXPECT_TRUE(client.wait_for_end());
}

INSTANTIATE_TEST_SUITE_P(, refusals,
                         testing::ValuesIn(servers_under_contract()),
                         [](const auto& server) { return server.param.name; });

}  // namespace
}  // namespace looplab::contract
