// SPDX-License-Identifier: BSL-1.0
//
// The chapters' servers are correct programs: under load nothing is warned of.
// And an experiment that shows a mistake is told of it.
#include <chrono>
#include <filesystem>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/server_process.hpp"
#include "tests/warnings/recorded_warnings.hpp"

namespace looplab::tests {
namespace {

namespace fs = std::filesystem;
using model::warning_kind;
using support::process;
using support::server_process;

// What a sanitizer does in a handler takes its time, too.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr model::warning_limits limits{100'000'000, 10'000'000};
#else
constexpr model::warning_limits limits;
#endif

std::string address_of(const server_process& of) {
  return "127.0.0.1:" + std::to_string(of.port());
}

/// What the load generator asks for: all that a server can do at once.
std::vector<std::string> load_on(const server_process& server,
                                 const std::string& connections) {
  return {address_of(server), "--quiet",
          "--connections",    connections,
          "--seconds",        "2",
          "--route",          "/hello:6",
          "--route",          "/quote?symbol=ABC:2",
          "--route",          "/quote?symbols=A,B,C:1",
          "--route",          "/file?name=small:1",
          "--route",          "/file?name=big:1"};
}

recorded_run under_load(const std::string& server, const char* connections) {
  const own_records records;
  const std::string file = records.file("run.loop");
  server_process upstream({UPSTREAM, {"--delay", "20"}});
  server_process recorder({LOOPLAB_RECORD,
                           {"-o", file, "--", server, "--files",
                            std::string(PROGRAMS) + "/chapters/files",
                            "--upstream", address_of(upstream)},
                           records.environment(SHARE_FOLDER)});
  process load({LOAD, load_on(recorder, connections)});
  EXPECT_EQ(load.wait(std::chrono::seconds(60)), 0) << load.output();
  recorder.end(std::chrono::seconds(30));
  return found_in(file, limits);
}

class chapters : public testing::TestWithParam<const char*> {};

TEST_P(chapters, are_not_warned_of_under_load) {
  const std::string server = std::string(PROGRAMS) + "/chapters/" + GetParam();
  if (!fs::exists(server)) {
    GTEST_SKIP() << server << " is not built here";
  }
  // The first chapter serves one client at a time.
  const bool one = std::string(GetParam()).starts_with("01");
  recorded_run run = under_load(server, one ? "1" : "30");
  std::set<recorded_run::site> always = run.sites();
  // What is found in one run and not in the next is the machine's.
  for (int again = 0; again < 4 && !always.empty(); ++again) {
    run = under_load(server, one ? "1" : "30");
    const auto now = run.sites();
    std::erase_if(always,
                  [&](const auto& site) { return !now.contains(site); });
  }
  EXPECT_GT(run.events.size(), 500u);
  EXPECT_TRUE(always.empty()) << run.told();
}

INSTANTIATE_TEST_SUITE_P(all, chapters,
                         testing::Values("01-blocking-io/server",
                                         "02-threads/server",
                                         "03-sharing-or-sending/server",
                                         "04-callbacks/server",
                                         "05-futures/server", "06-epoll/server",
                                         "09-coroutines-on-the-loop/server"),
                         [](const auto& one) {
                           return "of_" + std::string(one.param).substr(0, 2);
                         });

TEST(experiments, that_wait_for_a_result_in_the_loop_are_told_of_it) {
  const recorded_run run =
      record({std::string(PROGRAMS) + "/chapters/05-futures/get_in_loop"});
  EXPECT_EQ(run.kinds(), std::set{warning_kind::blocking_call}) << run.told();
}

}  // namespace
}  // namespace looplab::tests
