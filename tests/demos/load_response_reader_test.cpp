// SPDX-License-Identifier: BSL-1.0
//
// Answers cut at every place, and answers that are none.
#include <vector>

#include <gtest/gtest.h>

#include "demos/load/response_reader.hpp"

namespace looplab::load {
namespace {

using outcome = response_reader::outcome;

const std::string THREE =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n"
    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    "HTTP/1.1 503 Busy\r\ncontent-length:0\r\nConnection: close\r\n\r\n"
    "HTTP/1.1 204 No Content\r\n\r\n";

// The statuses that `reader` finds in `bytes`; 0 for what it refuses.
std::vector<int> statuses(response_reader& reader, std::string_view bytes) {
  std::vector<int> found;
  while (!bytes.empty()) {
    const outcome seen = reader.read(bytes);
    if (seen == outcome::refused) {
      found.push_back(0);
      return found;
    }
    if (seen == outcome::answer) {
      found.push_back(reader.status());
    }
  }
  return found;
}

std::string problem_with(std::string_view bytes) {
  response_reader reader;
  EXPECT_EQ(statuses(reader, bytes), std::vector<int>{0}) << bytes;
  return reader.problem();
}

TEST(load_response_reader, finds_the_same_answers_wherever_they_are_cut) {
  const std::vector<int> expected{200, 503, 204};
  for (std::size_t cut = 0; cut <= THREE.size(); ++cut) {
    response_reader reader;
    std::vector<int> found = statuses(reader, THREE.substr(0, cut));
    for (const int status : statuses(reader, THREE.substr(cut))) {
      found.push_back(status);
    }
    EXPECT_EQ(found, expected) << "cut at " << cut;
  }
}

TEST(load_response_reader, takes_single_bytes) {
  response_reader reader;
  std::vector<int> found;
  for (const char letter : THREE) {
    for (const int status : statuses(reader, std::string_view(&letter, 1))) {
      found.push_back(status);
    }
  }
  EXPECT_EQ(found, (std::vector<int>{200, 503, 204}));
}

TEST(load_response_reader, leaves_the_next_answer_alone) {
  response_reader reader;
  std::string_view bytes = THREE;
  EXPECT_EQ(reader.read(bytes), outcome::answer);
  EXPECT_EQ(bytes.substr(0, 12), "HTTP/1.1 103");
}

TEST(load_response_reader, knows_when_the_connection_ends) {
  const auto closes = [](const std::string& head) {
    response_reader reader;
    statuses(reader, head + "Content-Length: 0\r\n\r\n");
    return reader.closes();
  };
  EXPECT_FALSE(closes("HTTP/1.1 200 OK\r\n"));
  EXPECT_FALSE(closes("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n"));
  EXPECT_TRUE(closes("HTTP/1.1 200 OK\r\nCONNECTION:  Close \r\n"));
  EXPECT_TRUE(closes("HTTP/1.0 200 OK\r\n"));
  EXPECT_FALSE(closes("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"));
}

TEST(load_response_reader, refuses_what_has_no_known_end) {
  EXPECT_NE(problem_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                         "\r\n0\r\n\r\n")
                .find("chunked"),
            std::string::npos);
  EXPECT_NE(problem_with("HTTP/1.1 200 OK\r\n\r\nhello").find("Content-Length"),
            std::string::npos);
  for (const char* length : {"", "-1", "6x", "99999999999999999999"}) {
    EXPECT_NE(problem_with("HTTP/1.1 200 OK\r\nContent-Length: " +
                           std::string(length) + "\r\n\r\n")
                  .find("no number"),
              std::string::npos);
  }
}

TEST(load_response_reader, refuses_what_is_no_http) {
  EXPECT_NE(problem_with("SSH-2.0-x\r\n").find("no HTTP"), std::string::npos);
  for (const char* text :
       {"HTTP/2 200\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "\r\n\r\n"}) {
    EXPECT_NE(problem_with(text), "") << text;
  }
  const std::string endless =
      "HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x');
  EXPECT_NE(problem_with(endless).find("16 KiB"), std::string::npos);
}

}  // namespace
}  // namespace looplab::load
