// SPDX-License-Identifier: BSL-1.0
//
// The rude client, seen from the other end of its connection.
#include "tests/support/tcp_client.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

#include <gtest/gtest.h>

#include "tests/support/stub_server.hpp"

namespace looplab::support {
namespace {

// A listener whose accepted socket the test reads with bare calls.
class tcp_client_test : public testing::Test {
 protected:
  tcp_client_test() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    listen(listener_, 1);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    client_.emplace(ntohs(address.sin_port));
    server_ = accept(listener_, nullptr, nullptr);
  }

  ~tcp_client_test() override {
    close(server_);
    close(listener_);
  }

  ssize_t read() { return recv(server_, bytes_.data(), bytes_.size(), 0); }

  int listener_;
  int server_ = -1;
  std::optional<tcp_client> client_;
  std::array<char, 16> bytes_{};
};

TEST_F(tcp_client_test, sends_bytes_as_they_are) {
  EXPECT_TRUE(client_->send("GE"));
  EXPECT_EQ(read(), 2);
}

TEST_F(tcp_client_test, knows_what_the_server_has_read) {
  client_->send("GET");
  EXPECT_FALSE(client_->server_has_read());
  read();
  EXPECT_TRUE(eventually([this] { return client_->server_has_read(); }));
}

TEST_F(tcp_client_test, half_closes_and_still_receives) {
  client_->finish_sending();
  EXPECT_EQ(read(), 0);
  send(server_, "late", 4, 0);
  EXPECT_EQ(client_->wait(), tcp_client::event::bytes);
  EXPECT_EQ(client_->received(), "late");
}

TEST_F(tcp_client_test, resets) {
  client_->reset();
  EXPECT_EQ(read(), -1);
  EXPECT_EQ(errno, ECONNRESET);
}

TEST_F(tcp_client_test, closes_in_good_order) {
  client_->close();
  EXPECT_EQ(read(), 0);
}

TEST_F(tcp_client_test, tells_end_from_silence) {
  const std::chrono::milliseconds at_once(1);
  EXPECT_EQ(client_->wait(at_once), tcp_client::event::silence);
  EXPECT_FALSE(client_->wait_for_end(at_once));
  send(server_, "bye", 3, 0);
  shutdown(server_, SHUT_WR);
  EXPECT_TRUE(client_->wait_for_end());
  EXPECT_EQ(client_->received(), "bye");
}

TEST(tcp_client, says_that_nobody_listens) {
  EXPECT_THROW(tcp_client{refusing_port()}, std::system_error);
}

}  // namespace
}  // namespace looplab::support
