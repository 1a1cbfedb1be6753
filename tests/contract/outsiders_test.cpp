// SPDX-License-Identifier: BSL-1.0
//
// Clients that we did not write: curl and wrk. Where one is not installed its
// tests are skipped and say so.
#include <algorithm>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

// Runs a program to its end; 127 means that it is not installed.
struct outsider {
  explicit outsider(const std::string& program,
                    const std::vector<std::string>& arguments)
      : run({program, arguments, {}, std::nullopt}),
        status(run.wait().value_or(-1)),
        output(run.output()) {}

  support::process run;
  int status;
  std::string output;
};

class outsiders : public contract {
 protected:
  std::string url(const std::string& target) const {
    return "http://127.0.0.1:" + std::to_string(port()) + target;
  }
};

TEST_P(outsiders, curl_gets_every_route_over_one_connection) {
  start();
  const outsider curl(
      "curl", {"--silent", "--show-error", "--max-time", "20", "--write-out",
               "%{http_code} %{num_connects}\n", url("/hello"),
               url("/quote?symbol=ABC"), url("/work?units=1"),
               url("/file?name=small"), url("/stats")});
  if (curl.status == 127) {
    GTEST_SKIP() << "curl is not installed";
  }
  EXPECT_EQ(curl.status, 0) << curl.output;
  EXPECT_NE(curl.output.find("hello\n200 1\n"), std::string::npos);
  std::size_t reused = 0;
  for (std::size_t at = 0;
       (at = curl.output.find("200 0\n", at)) != std::string::npos; ++at) {
    ++reused;
  }
  EXPECT_EQ(reused, 4U) << curl.output;
}

TEST_P(outsiders, curl_may_head_post_and_speak_http_1_0) {
  start();
  const outsider head("curl", {"-sSI", "--max-time", "20", url("/hello")});
  if (head.status == 127) {
    GTEST_SKIP() << "curl is not installed";
  }
  EXPECT_EQ(head.status, 0) << head.output;
  EXPECT_EQ(head.output.find("HTTP/1.1 200"), 0U) << head.output;
  const outsider old("curl",
                     {"-sS", "--http1.0", "--max-time", "20", url("/hello")});
  EXPECT_EQ(old.output, "hello\n");
  const outsider post("curl", {"-sS", "--max-time", "20", "--data", "x=1",
                               "--write-out", "%{http_code}", url("/hello")});
  EXPECT_EQ(post.status, 0) << post.output;
  EXPECT_NE(post.output.find("405"), std::string::npos) << post.output;
}

TEST_P(outsiders, wrk_sees_no_error) {
  start();
  const unsigned at_once = GetParam().at_once == 0 ? 16 : GetParam().at_once;
  const outsider wrk(
      "wrk", {"-t1", "-c" + std::to_string(std::min(at_once, 16U)), "-d1s",
              "--timeout", "20s", url("/hello")});
  if (wrk.status == 127) {
    GTEST_SKIP() << "wrk is not installed";
  }
  EXPECT_EQ(wrk.status, 0) << wrk.output;
  EXPECT_NE(wrk.output.find("requests in"), std::string::npos) << wrk.output;
  EXPECT_EQ(wrk.output.find(" 0 requests in"), std::string::npos);
  EXPECT_EQ(wrk.output.find("Socket errors"), std::string::npos) << wrk.output;
  EXPECT_EQ(wrk.output.find("Non-2xx"), std::string::npos) << wrk.output;
}

INSTANTIATE_TEST_SUITE_P(, outsiders,
                         testing::ValuesIn(servers_under_contract()),
                         [](const auto& server) { return server.param.name; });

}  // namespace
}  // namespace looplab::contract
