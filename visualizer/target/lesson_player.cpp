// SPDX-License-Identifier: BSL-1.0
//
// Plays a lesson's script. Who waits for whom: the server for its upstream's
// relay, a client for the server's port, a step for its condition; nothing
// here waits for time.
#include <chrono>
#include <map>
#include <utility>

#include "visualizer/target/lesson.hpp"
#include "visualizer/target/lesson_client.hpp"
#include "visualizer/target/proc_file.hpp"
#include "visualizer/target/script.hpp"
#include "visualizer/target/server_watch.hpp"
#include "visualizer/target/upstream_relay.hpp"

namespace looplab::target {
namespace {

/// The port in "listening on 127.0.0.1:PORT"; 0 if that was not printed yet.
std::uint16_t printed_port(const std::string& output) {
  constexpr std::string_view before = "listening on 127.0.0.1:";
  const std::size_t at = output.find(before);
  if (at == std::string::npos || output.find('\n', at) == std::string::npos) {
    return 0;
  }
  return static_cast<std::uint16_t>(
      number_in(std::string_view(output).substr(at + before.size())));
}

struct script_step {
  condition after;
  std::optional<action> does;
  std::string caption;
};

class script_player final : public lesson_player {
 public:
  script_player(const lesson& what, std::unique_ptr<target> server,
                std::unique_ptr<target> upstream,
                std::unique_ptr<upstream_relay> relay)
      : upstream_(std::move(upstream)),
        relay_(std::move(relay)),
        server_(std::move(server)) {
    for (const lesson_step& step : what.script) {
      steps_.push_back({parse_condition(step.after).value_or(condition{}),
                        parse_action(step.action), step.caption});
    }
  }

  ~script_player() override { script_player::finish(); }

  target& server() override { return *server_; }

  void advance(trace::log& events, const model::timeline& time) override {
    advance_programs();
    for (auto& [number, client] : clients_) {
      client.advance();
    }
    watch_.read(events);
    while (next_ < steps_.size() && holds(steps_[next_].after, time) &&
           can_do(steps_[next_])) {
      act(steps_[next_++], events);
    }
    if (!finished() && !server_->running() && problem_.empty()) {
      problem_ = "the server ended in the middle of the lesson";
    }
  }

  std::vector<int> descriptors() const override {
    std::vector<int> all;
    for (const auto& [number, client] : clients_) {
      if (client.readable() >= 0) {
        all.push_back(client.readable());
      }
    }
    // Not the upstream's own: nobody drains its trace, so they would be ready
    // for ever.
    if (relay_) {
      const std::vector<int> its = relay_->descriptors();
      all.insert(all.end(), its.begin(), its.end());
    }
    return all;
  }

  void finish() override {
    clients_.clear();
    relay_.reset();
    server_->finish();
    upstream_.reset();
  }

  bool finished() const override { return next_ == steps_.size(); }

  std::string problem() const override {
    for (const auto& [number, client] : clients_) {
      if (!client.problem().empty()) {
        return "client " + std::to_string(number) + ": " + client.problem();
      }
    }
    return problem_;
  }

 private:
  void advance_programs() {
    if (port_ == 0) {
      port_ = printed_port(server_->first_output());
    }
    if (!relay_) {
      return;
    }
    relay_->set_upstream(printed_port(upstream_->first_output()));
    upstream_->output();
    relay_->advance(answers_may_pass());
  }

  /// The upstream's answers pass when the script has come to where they are
  /// waited for, and after its end.
  bool answers_may_pass() const {
    if (finished()) {
      return true;
    }
    const condition& after = steps_[next_].after;
    if (after.what == script_condition::turn) {
      return true;
    }
    const auto client = clients_.find(after.number);
    return after.what == script_condition::answered &&
           client != clients_.end() && client->second.waits_for("/quote");
  }

  bool holds(const condition& after, const model::timeline& time) {
    const auto client = clients_.find(after.number);
    const bool known = client != clients_.end();
    switch (after.what) {
      case script_condition::start:
        return true;
      case script_condition::listening:
        return port_ != 0;
      case script_condition::connected:
        return settled(known && client->second.connected());
      case script_condition::answered:
        return settled(known && client->second.answered());
      case script_condition::turn:
        return time.turns() >= after.number;
      case script_condition::asleep:
        return watch_.asleep(*server_);
      case script_condition::waits_upstream:
        return watch_.waits_upstream();
    }
    return false;
  }

  /// What a client sees is there before the log tells how it came about; a
  /// caption on it stands after both.
  bool settled(bool holds) {
    using clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds until_log_tells(5);
    if (!holds) {
      return false;
    }
    holds_since_ = holds_since_.value_or(clock::now());
    return clock::now() - *holds_since_ >= until_log_tells;
  }

  /// A client has nowhere to go before the server has a port.
  bool can_do(const script_step& step) const {
    return !step.does || port_ != 0;
  }

  void act(const script_step& step, trace::log& events) {
    holds_since_.reset();
    if (!step.caption.empty()) {
      events.add_caption({events.size(), step.caption});
    }
    if (!step.does) {
      return;
    }
    lesson_client& client = clients_[step.does->client];
    if (step.does->what == script_action::close) {
      client.close();
    } else {
      client.connect(port_);
    }
    if (step.does->what == script_action::get) {
      client.get(step.does->path);
    }
    watch_.disturb();
  }

  std::vector<script_step> steps_;
  std::size_t next_ = 0;
  std::map<unsigned, lesson_client> clients_;
  std::unique_ptr<target> upstream_;
  std::unique_ptr<upstream_relay> relay_;
  std::unique_ptr<target> server_;
  std::uint16_t port_ = 0;
  server_watch watch_;
  std::optional<std::chrono::steady_clock::time_point> holds_since_;
  std::string problem_;
};

std::unique_ptr<target> start_upstream(const lesson& what,
                                       const std::filesystem::path& programs,
                                       std::string& error) {
  start_options how;
  how.command = {(programs / "demos/upstream/upstream").string(), "--port",
                 "0"};
  how.command.insert(how.command.end(), what.upstream_arguments.begin(),
                     what.upstream_arguments.end());
  how.environment["LOOPLAB_TRACE"] = "off";
  how.ends_with_us = true;
  return target::start(how, error);
}

}  // namespace

std::unique_ptr<lesson_player> lesson_player::start(
    const lesson& what, const std::filesystem::path& programs, bool begin_held,
    std::string& error) {
  start_options how;
  how.begin_held = begin_held;
  // A lesson's programs are nobody else's: when the screen is killed, a watched
  // program lives on, but these would only be left over.
  how.ends_with_us = true;
  const std::filesystem::path chapters = programs / "chapters";
  how.command = {(chapters / what.folder / what.program).string(), "--port",
                 "0", "--files", (chapters / "files").string()};
  std::unique_ptr<target> upstream;
  std::unique_ptr<upstream_relay> relay;
  if (what.has_upstream) {
    relay = upstream_relay::listen(error);
    upstream = relay ? start_upstream(what, programs, error) : nullptr;
    if (!upstream) {
      return nullptr;
    }
    how.command.insert(
        how.command.end(),
        {"--upstream", "127.0.0.1:" + std::to_string(relay->port())});
  }
  how.command.insert(how.command.end(), what.server_arguments.begin(),
                     what.server_arguments.end());
  auto server = target::start(how, error);
  return server ? std::make_unique<script_player>(what, std::move(server),
                                                  std::move(upstream),
                                                  std::move(relay))
                : nullptr;
}

}  // namespace looplab::target
