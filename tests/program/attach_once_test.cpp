// SPDX-License-Identifier: BSL-1.0
//
// `attach PID --once --json` as a script meets it: one object, and in it what
// the program is doing. Python reads it, because scripts will.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab {
namespace {

class attach_once : public testing::Test {
 protected:
  /// What `expression` says of the object `it` that the state was read into.
  std::string ask(pid_t pid, const std::string& expression) {
    support::process script(
        {"sh",
         {"-c", std::string(LOOPLAB_VIEW) + " attach " + std::to_string(pid) +
                    " --once --json | python3 -c '" +
                    "import json,sys\nit=json.load(sys.stdin)\nprint(" +
                    expression + ")'"},
         records_.environment(SHARE_FOLDER)});
    script.wait();
    std::string said = script.output();
    while (!said.empty() && (said.back() == '\n' || said.back() == '\r')) {
      said.pop_back();
    }
    return said;
  }

  own_records records_;
};

TEST_F(attach_once, tells_threads_and_descriptors_of_any_program) {
  const support::process stranger({"sleep", {"60"}});
  const std::string pid = std::to_string(stranger.pid());
  EXPECT_EQ(ask(stranger.pid(),
                "it[\"pid\"], it[\"recorder\"], "
                "it[\"format\"], len(it[\"tasks\"])"),
            pid + " False 1 0");
  EXPECT_EQ(ask(stranger.pid(),
                "[(t[\"tid\"], t[\"name\"], t[\"state\"]) "
                "for t in it[\"threads\"]]"),
            "[(" + pid + ", 'sleep', 'S')]");
  EXPECT_EQ(ask(stranger.pid(), "\"wchan\" in it[\"threads\"][0]"), "True");
}

TEST_F(attach_once, tells_what_a_loop_waits_for) {
  const support::server_process server(
      {.program = EPOLL_SERVER, .environment = {{"LOOPLAB_TRACE", "standby"}}});
  support::tcp_client client(server.port());
  client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(ask(server.pid(),
                "it[\"recorder\"], it[\"lost\"], "
                "it[\"threads\"][0][\"state\"]"),
            "True 0 S");
  // The listener and the client, both watched by the one epoll descriptor.
  EXPECT_EQ(ask(server.pid(),
                "len([d for d in it[\"descriptors\"] if \"loop\" in d and "
                "\"tcp\" in d.get(\"what\", \"\")])"),
            "2");
  EXPECT_EQ(ask(server.pid(),
                "len(set(d[\"loop\"] for d in "
                "it[\"descriptors\"] if \"loop\" in d))"),
            "1");
}

TEST_F(attach_once, refuses_who_is_not_there_in_a_sentence) {
  support::process gone({"true", {}});
  gone.wait();
  support::process asked(
      {LOOPLAB_VIEW,
       {"attach", std::to_string(gone.pid()), "--once", "--json"},
       records_.environment(SHARE_FOLDER)});
  EXPECT_EQ(asked.wait(), 3);
  EXPECT_NE(asked.output().find("looplab: "), std::string::npos);
  support::process half({LOOPLAB_VIEW,
                         {"attach", "1", "--once"},
                         records_.environment(SHARE_FOLDER)});
  EXPECT_EQ(half.wait(), 2) << half.output();
}

}  // namespace
}  // namespace looplab
