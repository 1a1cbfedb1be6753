// SPDX-License-Identifier: BSL-1.0
//
// Programs that have never heard of Looplab, with the hooks preloaded: their
// turns, descriptors and transfers are told, and they work as ever. A program
// that is not installed is skipped by name.
#include <signal.h>

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/hooks/trace_directory.hpp"
#include "tests/hooks/unix_client.hpp"
#include "tests/hooks/watched_run.hpp"
#include "tests/support/process.hpp"
#include "trace/reader.hpp"

namespace looplab::test {

namespace {

// Why a program cannot be watched here, or "".
std::string obstacle(const std::string& program) {
#if defined(PRELOAD)
  return std::filesystem::exists(program) ? "" : program + " is not installed";
#else
  return "a sanitizer's run-time must be the first library of " + program;
#endif
}

#define NEEDS(program)                                    \
  if (const auto why = obstacle(program); !why.empty()) { \
    GTEST_SKIP() << why;                                  \
  }

/// A foreign server that listens on a Unix socket in its trace directory.
class foreign : public testing::Test {
 protected:
  std::filesystem::path socket() const { return directory_.path() / "socket"; }

  /// Starts the server, asks it once, ends it, and collects its traces.
  std::string ask_once(const std::string& program,
                       const std::vector<std::string>& arguments,
                       std::string_view request, std::string_view wanted) {
    support::process server(
        {program, arguments, environment_for(directory_.path(), true), {}});
    const std::string answer = ask(socket(), request, wanted);
    server.signal(SIGTERM);
    run_.status = server.wait().value_or(-1);
    run_.output = server.output();
    collect(run_, server.pid(), directory_.path());
    return answer;
  }

  /// A loop that accepted, watched, read and wrote.
  static void expect_a_served_turn(const recorded& process) {
    EXPECT_GE(process.count("polled"), 2);
    EXPECT_TRUE(process.has("ready"));
    EXPECT_TRUE(process.has("interest"));
    EXPECT_TRUE(process.has("create socket"));
    EXPECT_TRUE(process.has("accept"));
    EXPECT_TRUE(process.has("read"));
    EXPECT_TRUE(process.has("write"));
    EXPECT_TRUE(process.has("close"));
  }

  trace_directory directory_;
  watched_run run_;
};

constexpr const char* echo_server = R"(
import asyncio, signal, sys
async def serve(reader, writer):
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()
async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    server = await asyncio.start_unix_server(serve, sys.argv[1])
    await stop.wait()
asyncio.run(main())
)";

}  // namespace

TEST_F(foreign, redis_shows_turns_descriptors_and_transfers) {
  NEEDS("/usr/bin/redis-server");
  EXPECT_EQ(ask_once("/usr/bin/redis-server",
                     {"--port", "0", "--unixsocket", socket(), "--save", "",
                      "--dir", directory_.path()},
                     "PING\r\n", "+PONG\r\n"),
            "+PONG\r\n");
  EXPECT_EQ(run_.status, 0) << run_.output;
  EXPECT_EQ(run_.problem, "");
  expect_a_served_turn(run_.own);
}

TEST_F(foreign, python_asyncio_shows_turns_descriptors_and_transfers) {
  NEEDS("/usr/bin/python3");
  EXPECT_EQ(ask_once("/usr/bin/python3", {"-c", echo_server, socket()},
                     "hello\n", "hello\n"),
            "hello\n");
  EXPECT_EQ(run_.status, 0) << run_.output;
  EXPECT_EQ(run_.problem, "");
  expect_a_served_turn(run_.own);
}

/// nginx with one worker, which becomes somebody else when root starts it.
class nginx : public foreign {
 protected:
  std::vector<std::string> arguments(const std::string& daemon) const {
    const std::string here = directory_.path();
    std::ofstream(here + "/nginx.conf")
        << "daemon " << daemon << "; worker_processes 1; error_log stderr; pid "
        << here
        << "/pid; events { worker_connections 64; } http { access_log off;"
        << " client_body_temp_path " << here << "/b; proxy_temp_path " << here
        << "/p; fastcgi_temp_path " << here << "/f; uwsgi_temp_path " << here
        << "/u; scgi_temp_path " << here
        << "/s; server { listen unix:" << socket().string()
        << "; return 200 hello; } }";
    return {"-c", here + "/nginx.conf", "-p", here};
  }

  /// The process that the pid file names, or 0: nginx removes the file when it
  /// ends, so each question may have another answer.
  pid_t daemon() const {
    pid_t pid = 0;
    std::ifstream(directory_.path() / "pid") >> pid;
    return pid;
  }

  bool has_writers() const {
    std::string problem;
    const std::filesystem::directory_iterator all(directory_.path());
    return std::any_of(begin(all), end(all), [&](const auto& file) {
      const auto one = trace::reader::open(file.path(), problem);
      return one != nullptr && one->state() == trace::writer_state::live;
    });
  }

  void TearDown() override {
    if (const pid_t pid = daemon(); pid > 0) {
      support::send_signal(pid, SIGTERM);  // it ends its worker
    }
  }
};

TEST_F(nginx, shows_the_turns_of_its_worker) {
  NEEDS("/usr/sbin/nginx");
  const std::string answer = ask_once("/usr/sbin/nginx", arguments("off"),
                                      "GET / HTTP/1.0\r\n\r\n", "hello");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK")) << answer;
  EXPECT_EQ(run_.problem, "");
  ASSERT_EQ(run_.children.size(), 1u) << run_.output;
  expect_a_served_turn(run_.children[0]);
}

// The process that was started ends at once; its child lives on and has a
// worker.
TEST_F(nginx, as_a_daemon_shows_the_turns_of_its_worker) {
  NEEDS("/usr/sbin/nginx");
  support::process first({"/usr/sbin/nginx",
                          arguments("on"),
                          environment_for(directory_.path(), true),
                          {}});
  EXPECT_EQ(first.wait(), 0) << first.output();
  const std::string answer = ask(socket(), "GET / HTTP/1.0\r\n\r\n", "hello");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK")) << answer;
  ASSERT_TRUE(support::send_signal(daemon(), SIGTERM));
  ASSERT_TRUE(support::eventually([&] { return !has_writers(); }));
  collect(run_, first.pid(), directory_.path());
  EXPECT_EQ(run_.problem, "");
  // Its parent may have left a trace as well.
  const auto worker =
      std::find_if(run_.children.begin(), run_.children.end(),
                   [](const recorded& one) { return one.has("accept"); });
  ASSERT_NE(worker, run_.children.end()) << first.output();
  expect_a_served_turn(*worker);
}

// Python starts children with vfork, on the memory of the parent.
TEST_F(foreign, python_subprocess_stays_out_of_its_parents_trace) {
  NEEDS("/usr/bin/python3");
  const watched_run run = preload_into(
      "/usr/bin/python3",
      {"-c",
       "import subprocess\n"
       "print(subprocess.check_output(['/bin/echo', 'from the child']))\n"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.output, "b'from the child\\n'\n");
  EXPECT_EQ(run.problem, "");
  EXPECT_TRUE(run.own.has("read"));
  for (std::size_t i = 0; i < run.own.log.size(); ++i) {
    const trace::entry& e = run.own.log[i];
    EXPECT_FALSE(e.kind == trace::event_kind::create &&
                 e.subject == trace::descriptor_id(1))
        << "the child's dup2 onto its standard output was told as ours";
  }
}

}  // namespace looplab::test
