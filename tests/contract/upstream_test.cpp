// SPDX-License-Identifier: BSL-1.0
//
// The backend fails in every way it can; the client gets a status that says
// so, and the server goes on.
#include "tests/contract/contract.hpp"
#include "tests/support/stub_server.hpp"

namespace looplab::contract {
namespace {

std::string at(std::uint16_t port) {
  return "127.0.0.1:" + std::to_string(port);
}

TEST_P(contract, an_upstream_that_refuses_is_502) {
  start({"--upstream", at(support::refusing_port())});
  tcp_client client = connect();
  client.send(request("/quote?symbol=ABC") + request("/hello"));
  expect_status(support::read_response(client), 502);
  expect_hello(support::read_response(client));
}

TEST_P(contract, an_upstream_that_breaks_off_or_talks_nonsense_is_502) {
  for (const char* said :
       {"", "HTTP/1.1 200 OK\r\nContent-Le", "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"symbol\":",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"price\":x}"}) {
    SCOPED_TRACE(said);
    support::stub_server upstream(said);
    start({"--upstream", at(upstream.port())});
    expect_status(support::get(port(), "/quote?symbol=ABC"), 502);
    expect_service();
  }
}

TEST_P(contract, an_upstream_that_hangs_up_or_fails_is_502) {
  for (const char* how : {"--hang-up", "--error-rate=1"}) {
    SCOPED_TRACE(how);
    start({"--upstream", start_upstream({how, "--delay", "1"})});
    tcp_client client = connect();
    for (int i = 0; i < 3; ++i) {
      client.send(request("/quote?symbol=ABC"));
      expect_status(support::read_response(client), 502);
    }
    client.send(request("/quote?symbols=ABC,DEF,GHI") + request("/hello"));
    expect_status(support::read_response(client), 502);
    expect_hello(support::read_response(client));
  }
}

TEST_P(contract, an_upstream_that_never_answers_is_504_at_its_limit) {
  start({"--upstream-limit-ms", "100", "--upstream",
         start_upstream({"--never-answer"})});
  tcp_client client = connect();
  client.send(request("/quote?symbol=ABC") + request("/hello"));
  expect_status(support::read_response(client), 504);
  expect_hello(support::read_response(client));
}

TEST_P(contract, others_are_served_while_the_upstream_is_silent) {
  if (GetParam().at_once == 1) {
    GTEST_SKIP() << "this server promises one client at a time";
  }
  start({"--upstream-limit-ms", "0", "--upstream",
         start_upstream({"--never-answer"})});
  tcp_client waiting = connect();
  waiting.send(request("/quote?symbol=ABC"));
  expect_read(waiting);
  expect_service();
  EXPECT_EQ(waiting.wait(std::chrono::milliseconds(0)),
            tcp_client::event::silence);
}

// The answer comes when nobody is there any more to take it.
TEST_P(contract, who_leaves_during_a_quote_leaves_nothing_behind) {
  server_process& server =
      start({"--limit-ms", "0", "--upstream",
             start_upstream({"--hang-up", "--delay", "50"})});
  expect_status(support::get(port(), "/quote?symbol=ABC"), 502);
  const std::size_t before = server.descriptors();
  for (const char* target : {"/quote?symbol=ABC", "/quote?symbols=A,B,C"}) {
    for (const auto leave : {&tcp_client::close, &tcp_client::reset}) {
      std::vector<tcp_client> leaving;
      for (unsigned i = 1; i <= 20 && GetParam().serves_at_once(i); ++i) {
        leaving.push_back(connect());
        leaving.back().send(request(target));
        expect_read(leaving.back());
      }
      for (tcp_client& client : leaving) {
        (client.*leave)();
      }
      expect_service();
    }
  }
  EXPECT_TRUE(eventually([&] { return server.descriptors() <= before; }));
  EXPECT_NE(support::get(port(), "/stats").body.find("\"in_flight\":1"),
            std::string::npos);
}

const std::string PRICE = R"({"symbol":"ABC","price":12.34})";

std::string kept_price() {
  return "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + PRICE;
}

// Making a connection costs more than asking over one.
TEST_P(contract, connections_to_the_upstream_are_kept) {
  support::stub_server upstream(kept_price(),
                                support::stub_server::closes::never);
  start({"--upstream", at(upstream.port())});
  tcp_client client = connect();
  for (unsigned i = 0; i < 60; ++i) {
    client.send(request("/quote?symbol=ABC"));
    expect_status(support::read_response(client), 200);
  }
  // Some servers have several threads that ask, and a connection for each.
  EXPECT_LT(upstream.accepted(), 30u);
}

// The question was on its way when the backend closed: nobody can have known,
// and asking for a price twice does no harm.
TEST_P(contract, a_question_that_meets_a_closing_connection_is_asked_again) {
  support::stub_server upstream(kept_price(),
                                support::stub_server::closes::when_asked_again);
  start({"--upstream", at(upstream.port())});
  tcp_client client = connect();
  for (unsigned i = 0; i < 5; ++i) {
    client.send(request("/quote?symbol=ABC"));
    expect_status(support::read_response(client), 200);
  }
}

// A backend may close a connection that the server wanted to keep; whoever asks
// next must not suffer for that.
TEST_P(contract, an_upstream_that_closes_after_each_answer_is_asked_again) {
  for (const char* warning : {"", "Connection: close\r\n"}) {
    support::stub_server upstream("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n" +
                                  std::string(warning) + "\r\n" + PRICE);
    start({"--upstream", at(upstream.port())});
    tcp_client client = connect();
    for (unsigned i = 1; i <= 20; ++i) {
      client.send(request("/quote?symbol=ABC"));
      expect_status(support::read_response(client), 200);
      // Once it has closed, it can be known; a moment earlier it cannot.
      ASSERT_TRUE(eventually([&] { return upstream.closed() == i; }));
    }
  }
}

}  // namespace
}  // namespace looplab::contract
