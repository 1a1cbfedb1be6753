// SPDX-License-Identifier: BSL-1.0
//
// What the page of chapter 07 claims.
#include <algorithm>
#include <cstdlib>

#include "tests/chapters/claims.hpp"

namespace looplab::chapters {
namespace {

constexpr const char* CHAPTER = "07-completion";

struct ran {
  int status;
  std::string output;
};

ran run(const std::string& name) {
  support::process program_run({program(CHAPTER, name)});
  const int status = program_run.wait().value_or(-1);
  return {status, program_run.output()};
}

// What is missing here is a reason to skip, in the program's own words.
#define RUN(into, name)          \
  const ran into = run(name);    \
  if (into.status == 3) {        \
    GTEST_SKIP() << into.output; \
  }                              \
  ASSERT_EQ(into.status, 0) << into.output

#define NEEDS_A_RING()                                          \
  if (const ran tried = run("who_copies"); tried.status == 3) { \
    GTEST_SKIP() << tried.output;                               \
  }

// The number behind `words`, the `n`th time they are there.
long number_after(const std::string& text, const std::string& words,
                  int n = 1) {
  std::size_t at = 0;
  for (; n > 0 && at != text.npos; --n) {
    at = text.find(words, at == 0 ? 0 : at + 1);
  }
  return at == text.npos ? -1 : std::atol(text.c_str() + at + words.size());
}

TEST(claims_07, who_copies) {
  RUN(told, "who_copies");
  EXPECT_EQ(told.output,
            "epoll:    told; bytes in the kernel 5, buffer .....\n"
            "epoll:    recv returned 5, buffer HELLO\n"
            "io_uring: begun; bytes in the kernel 0, buffer .....\n"
            "io_uring: told 5; bytes in the kernel 0, buffer WORLD\n");
}

TEST(claims_07, go_on) {
  RUN(told, "go_on");
  EXPECT_EQ(told.output,
            "recv returned -1; bytes came; buffer .....\n"
            "io_uring: begun; counted to 100000; buffer HELLO\n");
}

TEST(claims_07, three_ways) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer does not survive the C library's own threads";
#endif
  RUN(told, "three_ways");
  // A sanitizer may have a thread of its own, before and after.
  for (int way = 1; way <= 3; ++way) {
    EXPECT_EQ(number_after(told.output, "then ", way),
              number_after(told.output, "threads ", way) + 1)
        << told.output;
  }
  EXPECT_EQ(number_after(told.output, "then ", 4),
            number_after(told.output, "threads ", 4))
      << told.output;
  EXPECT_EQ(told.output.find("told in another"),
            told.output.find("told in", told.output.find("callback")))
      << told.output;
  EXPECT_EQ(std::count(told.output.begin(), told.output.end(), '\n'), 4);
  EXPECT_EQ(told.output.find("....."), told.output.npos) << told.output;
}

// Were most places of a cold file refused, slept for and not done at once, and
// those of a warm one the opposite?
bool tells_cold_from_warm(const std::string& text) {
  const long half = number_after(text, "of ") / 2;
  const auto most = [&](const char* words, int state) {
    return number_after(text, words, state) > half;
  };
  return most("refused ", 1) && most("slept ", 1) && !most("at once ", 1) &&
         !most("refused ", 2) && !most("slept ", 2) && most("at once ", 2);
}

// A virtual machine that does not run for a moment finds the disk done before
// it could look: in 4 of 150 runs beside others that write. Not ten times.
TEST(claims_07, cold_file) {
  RUN(told, "cold_file");
  std::string output = told.output;
  for (int i = 0; i < 9 && !tells_cold_from_warm(output); ++i) {
    output = run("cold_file").output;
  }
  EXPECT_TRUE(tells_cold_from_warm(output)) << output;
}

// The sum in a line of output, or "".
std::string sum_in(const std::string& text, const std::string& way) {
  const auto line = text.find(way);
  const auto at = line == text.npos ? line : text.find("sum ", line);
  return at == text.npos ? "" : text.substr(at + 4, 16);
}

bool change_was_seen(const std::string& text, const std::string& way) {
  const auto line = text.find(way);
  const auto end = text.find('\n', line);
  return text.substr(line, end - line).ends_with(": seen");
}

TEST(claims_07, send_a_file) {
  RUN(told, "send_a_file");
  const auto sum = sum_in(told.output, "read, write");
  EXPECT_EQ(sum.size(), 16) << told.output;
  for (const char* way : {"mmap, write", "sendfile", "splice"}) {
    EXPECT_EQ(sum_in(told.output, way), sum) << told.output;
  }
  EXPECT_FALSE(change_was_seen(told.output, "read, write")) << told.output;
  EXPECT_FALSE(change_was_seen(told.output, "mmap, write")) << told.output;
  EXPECT_TRUE(change_was_seen(told.output, "sendfile")) << told.output;
  EXPECT_TRUE(change_was_seen(told.output, "splice")) << told.output;
  EXPECT_LT(number_after(told.output, "sendfile"), 10) << told.output;
  EXPECT_EQ(number_after(told.output, "read, write"), 256) << told.output;
}

TEST(claims_07, zero_copy) {
  RUN(by_ring, "send_zc");
  const ran told{0, run("zero_copy").output + by_ring.output};
  for (int way = 1; way <= 2; ++way) {
    EXPECT_EQ(number_after(told.output, "copied ", way), 128) << told.output;
  }
  EXPECT_EQ(sum_in(told.output, "MSG_ZEROCOPY"),
            sum_in(told.output, "SEND_ZC"));
  EXPECT_EQ(sum_in(told.output, "SEND_ZC"),
            sum_in(run("send_a_file").output, "sendfile"));
}

TEST(claims_07, refused_with_a_sentence) {
  for (const char* name : {"server", "three_ways", "who_copies", "go_on",
                           "cold_file", "send_zc"}) {
    support::process refused({WITHOUT_URING, {program(CHAPTER, name)}});
    EXPECT_EQ(refused.wait(), 3) << name << ": " << refused.output();
    EXPECT_NE(refused.output().find("this kernel refuses io_uring"),
              std::string::npos)
        << refused.output();
  }
}

TEST(claims_07, one_thread) {
  NEEDS_A_RING();
  scene stage(CHAPTER, "server", {"--never-answer"},
              {"--limit-ms", "0", "--upstream-limit-ms", "2000"});
  const auto before = stage.server().threads();
  std::vector<tcp_client> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(request("/quote?symbol=ABC"));
    ASSERT_TRUE(eventually([&] { return clients.back().server_has_read(); }));
  }
  EXPECT_EQ(stage.server().threads(), before);
  EXPECT_EQ(stage.status_of("/hello"), 200);
}

// An upstream that takes one question at a time refuses two of three that are
// asked at once, and none that are asked one after the other.
TEST(claims_07, waits_overlap) {
  NEEDS_A_RING();
  scene narrow(CHAPTER, "server", {"--delay", "50", "--capacity", "1"});
  EXPECT_EQ(narrow.status_of("/quote?symbols=A,B,C"), 502);
  scene wide(CHAPTER, "server", {"--delay", "50", "--capacity", "3"});
  EXPECT_EQ(wide.status_of("/quote?symbols=A,B,C"), 200);
}

// Each turn is one call of io_uring_enter, and /stats counts turns.
TEST(claims_07, one_call_a_turn) {
  NEEDS_A_RING();
  scene stage(CHAPTER, "server");
  std::vector<tcp_client> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(stage.connect());
  }
  tcp_client busy = stage.connect();
  const auto turns = [&] {
    return number_after(support::get(stage.server().port(), "/stats").body,
                        "\"turns\":");
  };
  const auto before = turns();
  ASSERT_GT(before, 0) << "nobody counts turns";
  busy.send(request("/work?units=300"));
  ASSERT_TRUE(eventually([&] { return busy.server_has_read(); }));
  for (auto& client : clients) {
    client.send(request("/hello"));
  }
  for (auto& client : clients) {
    EXPECT_EQ(support::read_response(client).status, 200);
  }
  EXPECT_LT(turns() - before, 40);
}

TEST(claims_07, work_stops_all) {
  NEEDS_A_RING();
  scene stage(CHAPTER, "server");
  tcp_client busy = stage.connect();
  tcp_client other = stage.connect();
  busy.send(request("/work?units=100"));
  ASSERT_TRUE(eventually([&] { return busy.server_has_read(); }));
  other.send(request("/hello"));
  EXPECT_EQ(support::read_response(other).status, 200);
  // Whoever came later is answered later: the work is done by then.
  EXPECT_EQ(busy.wait(std::chrono::milliseconds(0)), tcp_client::event::bytes);
}

}  // namespace
}  // namespace looplab::chapters
