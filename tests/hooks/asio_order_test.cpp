// SPDX-License-Identifier: BSL-1.0
//
// The same server of Boost.Asio with and without the hooks: whatever is told of
// its handlers, each client is served in the same order, and what is told of
// them is possible.
#include <algorithm>
#include <tuple>

#include <gtest/gtest.h>

#include "tests/hooks/handlers.hpp"
#include "tests/hooks/trace_directory.hpp"
#include "tests/hooks/watched_run.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"
#include "trace/reader.hpp"

namespace looplab::test {

namespace {

constexpr std::size_t requests = 10'000;
constexpr std::size_t connections = 10;

/// The sizes of what is sent: different for each, and in no simple order.
std::size_t size_of(std::size_t request) {
  return 1 + request * 37 % 509;
}

/// Reads what a program tells while it runs, so that nothing is overwritten.
class listening {
 public:
  listening(const std::filesystem::path& directory, int pid)
      : file_(directory / (std::to_string(pid) + ".trace")) {}

  void listen() {
    if (reader_ == nullptr) {
      reader_ = trace::reader::open(file_, problem_);
    }
    while (reader_ != nullptr && reader_->drain(log_) > 0) {
    }
    for (; taken_ < log_.size(); ++taken_) {
      told_.take(log_, log_[taken_]);
      steps_ +=
          log_[taken_].kind == trace::event_kind::run &&
          trace::space_of(log_[taken_].subject) == trace::id_space::counted;
    }
  }

  const handlers& told() const { return told_; }

  /// How often a handler or a coroutine went on.
  std::size_t steps() const { return steps_; }

  std::uint64_t lost() const { return log_.lost(); }

 private:
  std::filesystem::path file_;
  std::unique_ptr<trace::reader> reader_;
  std::string problem_;
  trace::log log_;
  std::size_t taken_ = 0;
  std::size_t steps_ = 0;
  handlers told_;
};

/// Each round sends one message to every client, then waits for all answers.
void ask(std::uint16_t port, listening* told) {
  std::vector<support::tcp_client> clients;
  for (std::size_t i = 0; i < connections; ++i) {
    clients.emplace_back(port);
  }
  for (std::size_t sent = 0; sent < requests; sent += connections) {
    for (std::size_t i = 0; i < connections; ++i) {
      ASSERT_TRUE(clients[i].send(std::string(size_of(sent + i), 'x')));
    }
    for (std::size_t i = 0; i < connections; ++i) {
      std::string& answer = clients[i].received();
      while (answer.size() < size_of(sent + i)) {
        ASSERT_EQ(clients[i].wait(), support::tcp_client::event::bytes);
      }
      ASSERT_EQ(answer.size(), size_of(sent + i));
      answer.clear();
    }
    if (told != nullptr && sent % 500 == 0) {
      told->listen();
    }
  }
}

/// One message at a time, so that there is one order for all clients together.
void ask_in_turn(std::uint16_t port, listening* told) {
  std::vector<support::tcp_client> clients;
  for (std::size_t i = 0; i < connections; ++i) {
    clients.emplace_back(port);
  }
  for (std::size_t sent = 0; sent < requests; ++sent) {
    support::tcp_client& client = clients[sent * 7 % connections];
    ASSERT_TRUE(client.send(std::string(size_of(sent), 'x')));
    while (client.received().size() < size_of(sent)) {
      ASSERT_EQ(client.wait(), support::tcp_client::event::bytes);
    }
    client.received().clear();
    if (told != nullptr && sent % 500 == 0) {
      told->listen();
    }
  }
}

/// What the program says of the order in which it served.
std::string order_of(support::server_process& server) {
  EXPECT_EQ(server.wait(), 0) << server.output();
  const std::string all = server.output();
  return all.substr(all.find('\n') + 1);
}

class asio_order : public testing::TestWithParam<std::tuple<int, bool>> {
 protected:
  support::launch program(const char* path) const {
    const auto& [threads, strands] = GetParam();
    support::launch what{
        path, {std::to_string(threads), std::to_string(connections)}, {}, {}};
    if (strands) {
      what.arguments.emplace_back("strands");
    }
    return what;
  }
};

}  // namespace

TEST_P(asio_order, is_the_same_and_what_is_told_is_possible) {
  support::server_process plain(program(ASIO_ECHO_PLAIN));
  ask(plain.port(), nullptr);

  const trace_directory directory;
  support::launch what = program(ASIO_ECHO_HOOKED);
  what.environment = environment_for(directory.path(), false);
  support::server_process hooked(what);
  listening told(directory.path(), hooked.pid());
  told.listen();
  ask(hooked.port(), &told);

  const std::string order = order_of(hooked);
  EXPECT_EQ(order, order_of(plain));
  EXPECT_EQ(std::count(order.begin(), order.end(), '\n'),
            static_cast<std::ptrdiff_t>(requests));
  told.listen();
  EXPECT_EQ(told.lost(), 0u);
  EXPECT_EQ(told.told().complaints(), std::vector<std::string>());
  EXPECT_EQ(told.told().ran() + told.told().abandoned(), told.told().created());
  EXPECT_GE(told.told().ran(), 2 * requests);
}

INSTANTIATE_TEST_SUITE_P(
    of, asio_order, testing::Combine(testing::Values(1, 4), testing::Bool()),
    [](const auto& which) {
      return "threads_" + std::to_string(std::get<0>(which.param)) +
             (std::get<1>(which.param) ? "_with_strands" : "");
    });

class asio_example : public testing::TestWithParam<const char*> {
 protected:
  support::launch program(const std::string& how) const {
    return {std::string(EXAMPLES) + "/" + GetParam() + how,
            {std::to_string(connections)},
            {},
            {}};
  }
};

/// One link line more, and nothing is done in another order.
TEST_P(asio_example, handles_in_the_same_order_with_hooks_as_without) {
  support::server_process plain(program("_plain"));
  ask_in_turn(plain.port(), nullptr);

  const trace_directory directory;
  support::launch what = program("_hooked");
  what.environment = environment_for(directory.path(), false);
  support::server_process hooked(what);
  listening told(directory.path(), hooked.pid());
  told.listen();
  ask_in_turn(hooked.port(), &told);

  const std::string order = order_of(hooked);
  EXPECT_EQ(order, order_of(plain));
  EXPECT_EQ(std::count(order.begin(), order.end(), '\n'),
            static_cast<std::ptrdiff_t>(2 * requests));
  told.listen();
  EXPECT_EQ(told.lost(), 0u);
  EXPECT_GE(told.steps(), 2 * requests);
}

INSTANTIATE_TEST_SUITE_P(of, asio_example,
                         testing::Values("echo_callbacks", "echo_awaitables"),
                         [](const auto& which) {
                           return std::string(which.param);
                         });

}  // namespace looplab::test
