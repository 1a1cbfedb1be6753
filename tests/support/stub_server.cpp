// SPDX-License-Identifier: BSL-1.0
//
// One thread that accepts, reads, says its line and closes.
#include "tests/support/stub_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <tuple>
#include <utility>

namespace looplab::support {
namespace {

// A socket bound to a free port, and that port.
std::pair<int, std::uint16_t> bound_socket() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size)) {
    throw std::system_error(errno, std::generic_category(), "bind");
  }
  return {fd, ntohs(address.sin_port)};
}

}  // namespace

stub_server::stub_server(std::string answer) : answer_(std::move(answer)) {
  std::tie(listener_, port_) = bound_socket();
  listen(listener_, SOMAXCONN);
  thread_ = std::thread([this] { serve(); });
}

stub_server::~stub_server() {
  // Wakes accept, which then fails; close alone would not.
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

void stub_server::serve() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) {
      return;
    }
    // Closing with unread bytes would reset, and the answer could be lost.
    std::array<char, 4096> bytes;
    if (recv(client, bytes.data(), bytes.size(), 0) > 0) {
      send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
    close(client);
    ++closed_;
  }
}

std::uint16_t refusing_port() {
  const auto [fd, port] = bound_socket();
  close(fd);
  return port;
}

}  // namespace looplab::support
