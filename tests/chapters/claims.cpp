// SPDX-License-Identifier: BSL-1.0
//
// Starting a chapter's programs, and asking them.
#include "tests/chapters/claims.hpp"

#include <csignal>
#include <filesystem>

#include "tests/hooks/trace_directory.hpp"
#include "trace/reader.hpp"

namespace looplab::chapters {

namespace {

calls calls_in(const std::filesystem::path& file) {
  calls all;
  std::string problem;
  const auto reader = trace::reader::open(file, problem);
  EXPECT_NE(reader, nullptr) << problem;
  trace::log log;
  while (reader != nullptr && reader->drain(log) > 0) {
  }
  for (std::size_t i = 0; i < log.size(); ++i) {
    const auto& event = log[i];
    const auto what = static_cast<trace::verb>(event.sub);
    const bool acts = event.kind == trace::event_kind::act;
    all.reads += acts && what == trace::verb::read;
    all.writes += acts && what == trace::verb::write;
    all.waits += event.kind == trace::event_kind::poll && event.sub == 0;
  }
  return all;
}

// All ask while the server computes, and all are answered.
void ask_at_once(server_process& server, std::vector<tcp_client>& clients) {
  tcp_client busy(server.port());
  busy.send(request("/work?units=50"));
  EXPECT_TRUE(eventually([&] { return busy.server_has_read(); }));
  for (auto& client : clients) {
    client.send(request("/hello"));
  }
  for (auto& client : clients) {
    EXPECT_EQ(support::read_response(client).status, 200);
  }
}

calls calls_for(const std::string& chapter, int clients, int rounds) {
  const test::trace_directory directory;
  support::launch what{program(chapter, "server"), {"--limit-ms", "0"}};
  what.environment = {{"LOOPLAB_TRACE", "on"},
                      {"LOOPLAB_TRACE_KEEP", "1"},
                      {"LOOPLAB_TRACE_DIR", directory.path()}};
  server_process server(what);
  std::vector<tcp_client> all;
  for (int i = 0; i < clients; ++i) {
    all.emplace_back(server.port());
    all.back().send(request("/hello"));
    EXPECT_EQ(support::read_response(all.back()).status, 200);
  }
  for (; rounds > 0; --rounds) {
    ask_at_once(server, all);
  }
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
  return calls_in(directory.path() / (std::to_string(server.pid()) + ".trace"));
}

}  // namespace

calls calls_for_hello(const std::string& chapter, int clients) {
  constexpr int MORE = 5;
  const auto few = calls_for(chapter, clients, 1);
  const auto many = calls_for(chapter, clients, 1 + MORE);
  return {(many.reads - few.reads) / MORE, (many.writes - few.writes) / MORE,
          (many.waits - few.waits) / MORE};
}

std::string program(const std::string& chapter, const std::string& name) {
  return std::string(CHAPTERS) + "/" + chapter + "/" + name;
}

std::string run_experiment(const std::string& chapter, const std::string& name,
                           const std::vector<std::string>& arguments) {
  support::process run({program(chapter, name), arguments});
  EXPECT_EQ(run.wait(), 0) << run.output();
  return run.output();
}

scene::scene(const std::string& chapter, const std::string& name,
             const std::vector<std::string>& upstream,
             std::vector<std::string> arguments)
    : upstream_(std::make_unique<server_process>(
          support::launch{UPSTREAM, upstream})) {
  arguments.push_back("--upstream");
  arguments.push_back("127.0.0.1:" + std::to_string(upstream_->port()));
  server_ = std::make_unique<server_process>(
      support::launch{program(chapter, name), arguments});
}

int scene::status_of(const std::string& target) const {
  return static_cast<int>(support::get(server_->port(), target).status);
}

std::string request(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: looplab\r\n\r\n";
}

bool stays_silent(tcp_client& client) {
  return client.wait(std::chrono::milliseconds(200)) ==
         tcp_client::event::silence;
}

}  // namespace looplab::chapters
