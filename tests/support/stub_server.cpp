// SPDX-License-Identifier: BSL-1.0
//
// One thread that accepts, reads, says its line and closes, now or later.
#include "tests/support/stub_server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

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

stub_server::stub_server(const std::string& answer, closes when)
    : stub_server([answer](unsigned) { return answer; }, when) {}

stub_server::stub_server(script answers, closes when)
    : answer_(std::move(answers)), when_(when) {
  std::tie(listener_, port_) = bound_socket();
  listen(listener_, SOMAXCONN);
  thread_ = std::thread([this] { serve(); });
}

stub_server::~stub_server() {
  leaving_ = true;
  shutdown(listener_, SHUT_RDWR);  // which poll hears
  thread_.join();
  close(listener_);
}

void stub_server::serve() {
  std::vector<pollfd> all{{listener_, POLLIN, 0}};
  std::set<int> answered;
  while (poll(all.data(), all.size(), -1) > 0 && !leaving_) {
    // From the last on: who is closed is taken out, who comes is added.
    for (std::size_t i = all.size(); i-- > 1;) {
      if (all[i].revents != 0 && !hear(all[i].fd, answered)) {
        close(all[i].fd);
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
        ++closed_;
      }
    }
    if (all[0].revents != 0) {
      all.push_back(
          {accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC), POLLIN, 0});
      ++accepted_;
    }
  }
  for (std::size_t i = 1; i < all.size(); ++i) {
    close(all[i].fd);
  }
}

bool stub_server::hear(int client, std::set<int>& answered) {
  // Closing with unread bytes would reset, and the answer could be lost.
  std::array<char, 4096> bytes;
  const bool asked = recv(client, bytes.data(), bytes.size(), 0) > 0;
  const bool again = answered.erase(client) > 0;
  if (!asked || (again && when_ != closes::never)) {
    return false;
  }
  const std::string answer = answer_(answers_given_ + 1);
  ++answers_given_;
  send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
  return when_ != closes::after_answering && answered.insert(client).second;
}

std::uint16_t refusing_port() {
  const auto [fd, port] = bound_socket();
  close(fd);
  return port;
}

}  // namespace looplab::support
