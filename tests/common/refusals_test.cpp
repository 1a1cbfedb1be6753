// SPDX-License-Identifier: BSL-1.0
//
// Requests that are refused while they are read, and those that are not
// although they look odd.
#include <string>

#include <gtest/gtest.h>

#include "chapters/common/http_parser.hpp"
#include "chapters/common/limits.hpp"

namespace looplab::common {
namespace {

// The status a request is refused with; 0 when it is whole, 1 when it is not.
unsigned status_of(std::string bytes, std::size_t piece = std::string::npos) {
  request_parser parser;
  std::string kept;
  for (std::size_t at = 0; at < bytes.size();) {
    auto next = bytes.substr(at, piece);
    at += next.size();
    kept += next;
    kept.erase(0, parser.put(kept));
    if (parser.state() == reading::refused) {
      return parser.status();
    }
  }
  return parser.state() == reading::whole ? 0 : 1;
}

std::string with(const std::string& line, const std::string& fields = "") {
  return line + "\r\nHost: x\r\n" + fields + "\r\n";
}

TEST(refusals, name_what_is_wrong) {
  EXPECT_EQ(status_of(with("GET /hello HTTP/1.1")), 0);
  EXPECT_EQ(status_of(with("GET /hello HTTP/2.0")), 505);
  EXPECT_EQ(status_of(with("GET /hello HTTP/3.7")), 505);
  EXPECT_EQ(status_of(with("GET /hello HTTX/1.1")), 400);
  EXPECT_EQ(status_of(with("GET /hello")), 400);
  EXPECT_EQ(status_of(with("GET  HTTP/1.1")), 400);
  EXPECT_EQ(status_of("GET /hello HTTP/1.1\r\n\r\n"), 400) << "no host";
  EXPECT_EQ(status_of("GET /hello HTTP/1.0\r\n\r\n"), 0) << "needs no host";
  EXPECT_EQ(status_of(with("GET / HTTP/1.1", "Host: y\r\n")), 400);
  EXPECT_EQ(status_of(with("GET / HTTP/1.1", "no colon\r\n")), 400);
}

TEST(refusals, know_bad_lengths) {
  auto post = [](const std::string& fields) {
    return status_of(with("POST / HTTP/1.1", fields));
  };
  EXPECT_EQ(post("Content-Length: 0\r\n"), 0);
  EXPECT_EQ(post("Content-Length: x\r\n"), 400);
  EXPECT_EQ(post("Content-Length: -1\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 99999999999999999999999\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 1\r\nContent-Length: 2\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 65537\r\n"), 413);
  EXPECT_EQ(post("Transfer-Encoding: gzip\r\n"), 501);
  EXPECT_EQ(post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400);
}

TEST(refusals, bound_the_target_and_the_head_however_they_come) {
  const auto target =
      with("GET /" + std::string(MAX_TARGET, 'a') + " HTTP/1.1");
  const auto endless = "GET /" + std::string(MAX_HEAD, 'a');
  const auto field = with("GET / HTTP/1.1", "A: " + std::string(MAX_HEAD, 'a'));
  std::string fields;
  while (fields.size() < MAX_HEAD) {
    fields += "Name: value\r\n";
  }
  const auto many = with("GET / HTTP/1.1", fields);
  for (std::size_t piece : {1UL, 7UL, 1000UL, std::string::npos}) {
    EXPECT_EQ(status_of(target, piece), 414) << piece;
    EXPECT_EQ(status_of(endless, piece), 414) << piece;
    EXPECT_EQ(status_of(field, piece), 431) << piece;
    EXPECT_EQ(status_of(many, piece), 431) << piece;
  }
}

TEST(refusals, do_not_depend_on_how_a_request_is_cut) {
  const auto chunked =
      with("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n");
  for (std::size_t piece = 1; piece < 40; ++piece) {
    EXPECT_EQ(status_of(with("GET /hello HTTP/1.1"), piece), 0) << piece;
    EXPECT_EQ(status_of(with("GET /hello HTTP/2.0"), piece), 505) << piece;
    EXPECT_EQ(status_of(chunked + "3\r\nabc\r\n0\r\n\r\n", piece), 0) << piece;
    EXPECT_EQ(status_of(chunked + "x\r\n", piece), 400) << piece;
  }
}

}  // namespace
}  // namespace looplab::common
