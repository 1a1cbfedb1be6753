// SPDX-License-Identifier: BSL-1.0
//
// `looplab compare` through its own door: what it finds, what it prints, and
// what goes wrong on the machines of others. No figure is checked: a busy
// machine must not fail a build.
#include <algorithm>
#include <csignal>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/demos/compared_tree.hpp"

namespace looplab::demos {
namespace {

using support::eventually;
using support::process;

// Code points, which is what a terminal's columns are here.
std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::size_t width = 0;
    for (const char byte : line) {
      width += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
    }
    most = std::max(most, width);
  }
  return most;
}

support::launch without(support::launch what, const std::string& path) {
  what.program = "/usr/bin/python3";
  what.environment.emplace_back("PATH", path);
  return what;
}

TEST(compare, measures_what_is_built_in_one_table_of_80_columns) {
  const compared_tree tree;
  tree.borrow("02-threads");
  tree.borrow("06-epoll");
  const outcome seen = run(tree.compare({"6", "02"}));
  EXPECT_EQ(seen.status, 0) << seen.output;
  for (const char* words :
       {"\n06 epoll ", "\n02 threads ", "requests/s", "CPU µs", "× 06", "p99",
        "calls", "allocs", "threads", "lines", "CPU a request, the best"}) {
    EXPECT_TRUE(seen.says(words)) << words << " is not in\n" << seen.output;
  }
  EXPECT_LT(seen.output.find("\n06 epoll"), seen.output.find("\n02 threads"))
      << "the first that is named is the yardstick";
  const std::string table = seen.output.substr(seen.output.find("/hello · "));
  EXPECT_LE(widest(table.substr(0, table.find("looplab compare:"))), 80U);
}

TEST(compare, finds_a_chapter_because_it_is_there) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  tree.invent("88-new-idea", small_server(1'000'000, "pass"));
  const outcome seen = run(tree.compare({"--json"}));
  EXPECT_EQ(seen.status, 0) << seen.output;
  EXPECT_TRUE(seen.says("\"server\": \"88 new idea\"")) << seen.output;
  EXPECT_TRUE(seen.says("\"server\": \"06 epoll\""));
  EXPECT_TRUE(seen.says("it answers /quote with 'HTTP/1.1 200 OK'"))
      << "a server that does not ask the upstream has no waiting clients";
}

TEST(compare, leaves_the_others_alone_when_a_server_dies) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  tree.invent("88-dies", small_server(5, "os.abort()"));
  tree.invent("89-taken",
              "import sys\n"
              "sys.exit('server: cannot listen at 127.0.0.1:80: "
              "Address already in use')\n");
  const outcome seen = run(tree.compare({}));
  EXPECT_EQ(seen.status, 1);
  EXPECT_TRUE(seen.says("\n88 dies: died of SIGABRT after ")) << seen.output;
  EXPECT_TRUE(seen.says("\n89 taken: does not start: ended with 1 after "));
  EXPECT_TRUE(seen.says("Address already in")) << seen.output;
  EXPECT_TRUE(seen.says("\n06 epoll ")) << "its row still stands";
}

TEST(compare, says_what_a_server_answers_that_has_no_such_route) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  std::filesystem::remove(tree.build() / "chapters/files");
  const outcome seen = run(tree.compare({"--route", "file"}));
  EXPECT_EQ(seen.status, 1);
  EXPECT_TRUE(seen.says("06 epoll: answered every request with an error"))
      << seen.output;
}

TEST(compare, measures_peers_that_are_installed_and_names_the_others) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  tree.write("demos/peers/small.py", small_server(1'000'000, "pass"));
  tree.peers(R"([
    {"id": "small", "title": "a small peer", "needs": ["python3"],
     "command": ["python3", "{peers}/small.py", "{upstream}"],
     "deviations": ["parses nothing"]},
    {"id": "absent", "title": "an absent peer", 
     "needs": ["no-such-program", "python:absent"],
     "command": ["no-such-program"], "deviations": []}])");
  const outcome seen = run(tree.compare({"06", "--peers"}));
  EXPECT_EQ(seen.status, 0) << seen.output;
  EXPECT_TRUE(seen.says("\na small peer ")) << seen.output;
  EXPECT_TRUE(seen.says("which demos/peers names: small 1"));
  EXPECT_TRUE(seen.says("an absent peer: not installed: no-such-program"));
  const outcome guessed = run(tree.compare({"smal"}));
  EXPECT_EQ(guessed.status, 2);
  EXPECT_TRUE(guessed.says("no chapter or peer 'smal'; did you mean 'small'?"));
}

TEST(compare, refuses_what_it_does_not_know) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  const outcome chapter = run(tree.compare({"66"}));
  EXPECT_EQ(chapter.status, 2);
  EXPECT_TRUE(chapter.says("there is no chapter '66'; did you mean '06'?"));
  for (const char* bad : {"--route=hallo", "--clients=0", "--rate=-1",
                          "--seconds=nan", "--nonsense"}) {
    EXPECT_EQ(run(tree.compare({bad})).status, 2) << bad;
  }
  const compared_tree empty;
  const outcome nothing = run(empty.compare({}));
  EXPECT_EQ(nothing.status, 3);
  EXPECT_TRUE(nothing.says("looplab setup")) << nothing.output;
}

TEST(compare, says_which_limit_to_raise) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  support::launch what = tree.compare({"--clients", "2000"});
  what.descriptor_limit = 300;
  const outcome seen = run(what);
  EXPECT_EQ(seen.status, 3);
  EXPECT_TRUE(seen.says("type: ulimit -n 2200")) << seen.output;
}

TEST(compare, says_why_it_counts_no_calls_without_strace) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  const outcome seen = run(without(tree.compare({}), tree.root().string()));
  EXPECT_EQ(seen.status, 0) << seen.output;
  EXPECT_TRUE(seen.says("strace is not installed")) << seen.output;
}

TEST(compare, gives_no_verdict_about_requests_on_one_core) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  support::launch what = tree.compare({});
  what.arguments.insert(what.arguments.begin(), {"-c", "0", what.program});
  what.program = "taskset";
  const outcome seen = run(what);
  EXPECT_EQ(seen.status, 0) << seen.output;
  EXPECT_TRUE(seen.says("one core for server, client and upstream"));
  EXPECT_TRUE(seen.says("no verdict: server and client share the only core"))
      << seen.output;
}

TEST(compare, shows_what_it_has_when_it_is_interrupted) {
  const compared_tree tree;
  tree.borrow("02-threads");
  tree.borrow("06-epoll");
  for (const int how : {SIGINT, SIGTERM}) {
    process started(tree.compare({"06", "02", "--rounds", "99"}));
    ASSERT_TRUE(eventually([&] {
      return started.output().find("round 2 of 99: 02") != std::string::npos;
    })) << started.output();
    started.signal(how);
    EXPECT_EQ(started.wait(), 1);
    EXPECT_NE(started.output().find("interrupted"), std::string::npos);
    EXPECT_NE(started.output().find("\n06 epoll "), std::string::npos)
        << started.output();
    EXPECT_TRUE(eventually([&] { return tree.left().empty(); }))
        << tree.left().front();
  }
}

TEST(compare, leaves_nobody_behind_when_it_is_killed) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  process started(tree.compare({"--seconds", "60"}));
  ASSERT_TRUE(eventually([&] {
    return std::ranges::any_of(tree.left(), [](const std::string& line) {
      return line.find("demos/load/load") != std::string::npos;
    });
  })) << started.output();
  started.signal(SIGKILL);
  EXPECT_TRUE(eventually([&] { return tree.left().empty(); }))
      << tree.left().front();
}

TEST(compare, writes_a_report_that_needs_no_other_file) {
  const compared_tree tree;
  tree.borrow("06-epoll");
  const auto folder = tree.root() / "out";
  const outcome seen = run(tree.compare({"--report", folder.string()}));
  EXPECT_EQ(seen.status, 0) << seen.output;
  const outcome page = run({"cat", {(folder / "index.html").string()}});
  std::size_t pictures = 0;
  for (auto at = page.output.find("<svg"); at != std::string::npos;
       at = page.output.find("<svg", at + 1)) {
    ++pictures;
  }
  EXPECT_EQ(pictures, 5U) << "throughput, latency, work, memory, stall";
  EXPECT_TRUE(page.says("How not to fool yourself"));
  for (const char* elsewhere : {"http:", "https:", "src=", "<script", "NaN"}) {
    EXPECT_FALSE(page.says(elsewhere)) << elsewhere;
  }
  EXPECT_TRUE(run({"cat", {(folder / "report.md").string()}}).says("| 06 ep"));
  EXPECT_TRUE(run({"cat", {(folder / "figures.csv").string()}}).says("\n06,"));
  tree.write("file", "");
  const outcome no_folder =
      run(tree.compare({"--report", (tree.root() / "file").string()}));
  EXPECT_EQ(no_folder.status, 3);
  EXPECT_TRUE(no_folder.says("cannot be written")) << no_folder.output;
}

}  // namespace
}  // namespace looplab::demos
