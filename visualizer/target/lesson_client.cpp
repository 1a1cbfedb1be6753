// SPDX-License-Identifier: BSL-1.0
//
// An answer is whole when its head and as many bytes as Content-Length says
// are there.
#include "visualizer/target/lesson_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

#include "visualizer/target/proc_file.hpp"

namespace looplab::target {
namespace {

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return lower;
}

/// The length the head states; 0 if it states none.
std::size_t body_length(const std::string& head) {
  constexpr std::string_view name = "\r\ncontent-length:";
  const std::string lower = in_lower_case(head);
  const std::size_t at = lower.find(name);
  return at == std::string::npos
             ? 0
             : number_in(std::string_view(lower).substr(at + name.size()));
}

}  // namespace

void lesson_client::connect(std::uint16_t port) {
  if (socket_) {
    return;
  }
  socket_ = descriptor(
      ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = false;
  if (::connect(socket_.get(), reinterpret_cast<sockaddr*>(&to), sizeof to) ==
      0) {
    connected_ = true;
  } else if (errno != EINPROGRESS) {
    lose("could not connect");
  }
}

void lesson_client::get(const std::string& path) {
  ++asked_;
  waiting_.push_back(path);
  to_send_ += "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  advance();
}

void lesson_client::close() {
  socket_.close();
  connected_ = false;
  waiting_.clear();
  to_send_.clear();
  received_.clear();
}

bool lesson_client::waits_for(const std::string& beginning) const {
  return std::any_of(
      waiting_.begin(), waiting_.end(),
      [&](const std::string& path) { return path.starts_with(beginning); });
}

void lesson_client::lose(const std::string& why) {
  if (problem_.empty() && !waiting_.empty()) {
    problem_ = "GET " + waiting_.front() + ": " + why;
  }
  close();
}

void lesson_client::advance() {
  if (!socket_) {
    return;
  }
  if (!connected_) {
    pollfd ready{socket_.get(), POLLOUT, 0};
    if (::poll(&ready, 1, 0) <= 0) {
      return;
    }
    if ((ready.revents & (POLLERR | POLLHUP)) != 0) {
      return lose("could not connect");
    }
    connected_ = true;
  }
  send();
  receive();
}

void lesson_client::send() {
  while (socket_ && !to_send_.empty()) {
    const ssize_t sent =
        ::send(socket_.get(), to_send_.data(), to_send_.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      to_send_.erase(0, static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      return lose("the connection broke");
    }
  }
}

void lesson_client::receive() {
  std::array<char, 16 * 1024> bytes;
  while (socket_) {
    const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
    if (got > 0) {
      received_.append(bytes.data(), static_cast<std::size_t>(got));
      while (take_answer()) {
      }
    } else if (got == 0) {
      return lose("the server closed the connection without an answer");
    } else if (errno != EINTR) {
      return errno == EAGAIN ? void() : lose("the connection broke");
    }
  }
}

bool lesson_client::take_answer() {
  const std::size_t head_end = received_.find("\r\n\r\n");
  if (head_end == std::string::npos || waiting_.empty()) {
    return false;
  }
  const std::string head = received_.substr(0, head_end + 2);
  const std::size_t whole = head_end + 4 + body_length(head);
  if (received_.size() < whole) {
    return false;
  }
  received_.erase(0, whole);
  if (!head.starts_with("HTTP/1.1 200 ") && problem_.empty()) {
    problem_ = "GET " + waiting_.front() + " was answered '" +
               head.substr(0, head.find('\r')) + "'";
  }
  waiting_.pop_front();
  return true;
}

}  // namespace looplab::target
