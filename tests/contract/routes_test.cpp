// SPDX-License-Identifier: BSL-1.0
//
// What each route answers.
#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

using support::get;

TEST_P(contract, hello) {
  start();
  const http_response answer = get(port(), "/hello");
  expect_hello(answer);
  EXPECT_EQ(answer.header("content-length"), "6");
  EXPECT_NE(answer.header("content-type").find("text/plain"),
            std::string::npos);
}

TEST_P(contract, quote_is_the_upstreams_price) {
  start();
  const http_response answer = get(port(), "/quote?symbol=ABC");
  expect_status(answer, 200);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  const std::string told = get(upstream_port(), "/price?symbol=ABC").body;
  EXPECT_NE(answer.body.find(told.substr(1, told.size() - 2)),
            std::string::npos)
      << answer.body << " lacks " << told;
}

TEST_P(contract, quote_of_several_symbols_has_each_of_them) {
  start();
  const http_response answer = get(port(), "/quote?symbols=ABC,DEF,GHI");
  expect_status(answer, 200);
  for (const char* symbol : {"ABC", "DEF", "GHI"}) {
    const std::string told =
        get(upstream_port(), std::string("/price?symbol=") + symbol).body;
    EXPECT_NE(answer.body.find(told.substr(1, told.size() - 2)),
              std::string::npos)
        << answer.body << " lacks " << told;
  }
}

TEST_P(contract, quote_of_a_malformed_symbol_is_refused_and_asks_nobody) {
  start();
  for (const char* query : {"", "?symbol=", "?symbol=A%20B", "?symbol=A,B",
                            "?symbols=A,,B", "?symbol=ABCDEFGHIJKLMNOPQ"}) {
    expect_status(get(port(), std::string("/quote") + query), 400);
  }
  EXPECT_NE(get(upstream_port(), "/counters").body.find("\"served\":0"),
            std::string::npos);
}

TEST_P(contract, files_come_whole) {
  start();
  for (const char* cold : {"", "&cold=0", "&cold=1"}) {
    const std::string query = cold;
    EXPECT_EQ(get(port(), "/file?name=small" + query).body, small());
    const http_response answer = get(port(), "/file?name=big" + query);
    expect_status(answer, 200);
    EXPECT_TRUE(answer.body == big()) << answer.body.size() << " bytes came";
  }
}

TEST_P(contract, files_that_are_not_offered_are_not_found) {
  start();
  for (const char* name :
       {"other", "../small", "%2e%2e%2fsmall", "/etc/passwd", ""}) {
    expect_status(get(port(), std::string("/file?name=") + name), 404);
  }
  expect_status(get(port(), "/file"), 400);
  expect_status(get(port(), "/file?name=small&cold=2"), 400);
}

TEST_P(contract, work_of_the_same_size_has_the_same_result) {
  start();
  const http_response first = get(port(), "/work?units=1");
  expect_status(first, 200);
  EXPECT_EQ(get(port(), "/work?units=1").body, first.body);
  EXPECT_NE(get(port(), "/work?units=2").body, first.body);
  for (const char* query : {"", "?units=", "?units=-1", "?units=x",
                            "?units=99999999999999999999"}) {
    expect_status(get(port(), std::string("/work") + query), 400);
  }
}

TEST_P(contract, stats_count_the_clients) {
  start();
  get(port(), "/hello");
  const http_response answer = get(port(), "/stats");
  expect_status(answer, 200);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_NE(answer.body.find("\"accepts\":2"), std::string::npos)
      << answer.body;
  EXPECT_NE(answer.body.find("\"in_flight\":1"), std::string::npos)
      << answer.body;
  EXPECT_EQ(answer.body.find("\"turns\":0"), std::string::npos)
      << "a loop that nobody counts is no loop that stands still";
}

TEST_P(contract, other_targets_are_not_found) {
  start();
  expect_status(get(port(), "/"), 404);
  expect_status(get(port(), "/hello/"), 404);
  expect_status(get(port(), "/nothing?symbol=ABC"), 404);
}

}  // namespace
}  // namespace looplab::contract
