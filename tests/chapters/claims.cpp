// SPDX-License-Identifier: BSL-1.0
//
// Starting a chapter's programs, and asking them.
#include "tests/chapters/claims.hpp"

namespace looplab::chapters {

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
