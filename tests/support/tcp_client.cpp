// SPDX-License-Identifier: BSL-1.0
//
// The calls behind the rude client.
#include "tests/support/tcp_client.hpp"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

namespace looplab::support {
namespace {

// True once `socket` is ready for `what` (or broken, which a call then tells).
bool ready(int socket, short what, std::chrono::milliseconds patience) {
  pollfd entry{socket, what, 0};
  return poll(&entry, 1, static_cast<int>(patience.count())) > 0;
}

// Bytes that lie unread in one end of a connection. The kernel is asked about
// exactly this connection, because a scan of /proc/net/tcp takes milliseconds.
std::optional<unsigned> unread(std::uint16_t end, std::uint16_t other_end) {
  struct {
    nlmsghdr head;
    inet_diag_req_v2 body;
  } question{};

  question.head.nlmsg_len = sizeof question;
  question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  question.head.nlmsg_flags = NLM_F_REQUEST;
  question.body.sdiag_family = AF_INET;
  question.body.sdiag_protocol = IPPROTO_TCP;
  question.body.idiag_states = ~0U;
  question.body.id.idiag_sport = htons(end);
  question.body.id.idiag_dport = htons(other_end);
  question.body.id.idiag_src[0] = htonl(INADDR_LOOPBACK);
  question.body.id.idiag_dst[0] = htonl(INADDR_LOOPBACK);
  question.body.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
  question.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;

  struct {
    nlmsghdr head;
    inet_diag_msg body;
    std::array<char, 512> attributes;
  } answer{};

  const int netlink =
      socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  send(netlink, &question, sizeof question, 0);
  const ssize_t size = recv(netlink, &answer, sizeof answer, 0);
  close(netlink);
  if (size < 0 || answer.head.nlmsg_type != SOCK_DIAG_BY_FAMILY) {
    return std::nullopt;
  }
  return answer.body.idiag_rqueue;
}

}  // namespace

tcp_client::tcp_client(std::uint16_t port)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      server_port_(port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address)) {
    const int reason = errno;
    close();
    throw std::system_error(reason, std::generic_category(), "connect");
  }
  socklen_t size = sizeof address;
  getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
  own_port_ = ntohs(address.sin_port);
  // A byte sent alone must travel alone, or nothing dribbles.
  const int yes = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

tcp_client::~tcp_client() {
  close();
}

tcp_client::tcp_client(tcp_client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      own_port_(other.own_port_),
      server_port_(other.server_port_),
      received_(std::move(other.received_)) {}

tcp_client& tcp_client::operator=(tcp_client&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(own_port_, other.own_port_);
  std::swap(server_port_, other.server_port_);
  std::swap(received_, other.received_);
  return *this;
}

bool tcp_client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!ready(socket_, POLLOUT, PATIENCE)) {
      return false;
    }
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN) {
      return false;
    }
    bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
  }
  return true;
}

void tcp_client::finish_sending() {
  shutdown(socket_, SHUT_WR);
}

void tcp_client::reset() {
  const linger at_once{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void tcp_client::close() {
  if (socket_ >= 0) {
    ::close(std::exchange(socket_, -1));
  }
}

tcp_client::event tcp_client::wait(std::chrono::milliseconds patience) {
  if (!ready(socket_, POLLIN, patience)) {
    return event::silence;
  }
  std::array<char, 65536> bytes;
  const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
  if (count > 0) {
    received_.append(bytes.data(), static_cast<std::size_t>(count));
    return event::bytes;
  }
  return count == 0 ? event::end : event::reset;
}

bool tcp_client::server_has_read() const {
  // What we send is at once in the other end's queue: this is loopback. Our own
  // queue would say the same 40 ms later, with the delayed acknowledgement.
  return unread(server_port_, own_port_) == 0U;
}

bool tcp_client::wait_for_end(std::chrono::milliseconds patience) {
  const clock::time_point end = clock::now() + patience;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - clock::now());
    switch (wait(std::max(left, std::chrono::milliseconds(0)))) {
      case event::end:
      case event::reset:
        return true;
      case event::silence:
        return false;
      case event::bytes:
        break;
    }
  }
}

}  // namespace looplab::support
