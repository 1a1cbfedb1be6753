// SPDX-License-Identifier: BSL-1.0
//
// /proc/net/tcp would tell the same, but takes ten times as long: it prints
// every socket as text.
#include "visualizer/target/socket_table.hpp"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace looplab::target {
namespace {

template <typename Request>
struct message {
  nlmsghdr head;
  Request body;
};

template <typename Request>
bool ask(int kernel, std::uint16_t flags, const Request& request) {
  message<Request> out{};
  out.head.nlmsg_len = sizeof out;
  out.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  out.head.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  out.body = request;
  return ::send(kernel, &out, sizeof out, 0) == sizeof out;
}

/// Calls `each` with every answer until the kernel has no more.
template <typename Each>
void hear(int kernel, bool several, Each each) {
  alignas(nlmsghdr) static thread_local std::array<char, 32 * 1024> bytes;
  for (;;) {
    const ssize_t got = ::recv(kernel, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
      return;
    }
    auto left = static_cast<std::size_t>(got);
    const char* at = bytes.data();
    while (left >= sizeof(nlmsghdr)) {
      const auto* head = reinterpret_cast<const nlmsghdr*>(at);
      const std::size_t whole = NLMSG_ALIGN(head->nlmsg_len);
      if (head->nlmsg_len < sizeof(nlmsghdr) || head->nlmsg_len > left ||
          head->nlmsg_type == NLMSG_DONE || head->nlmsg_type == NLMSG_ERROR) {
        return;
      }
      each(at + NLMSG_HDRLEN, head->nlmsg_len - NLMSG_HDRLEN);
      at += std::min(whole, left);
      left -= std::min(whole, left);
    }
    if (!several) {
      return;
    }
  }
}

std::string address(int family, const __be32* bytes, __be16 port) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, bytes, text.data(), text.size());
  const std::string host =
      family == AF_INET6 ? "[" + std::string(text.data()) + "]" : text.data();
  return host + ":" + std::to_string(ntohs(port));
}

socket_facts describe(const inet_diag_msg& one) {
  const int family = one.idiag_family;
  const inet_diag_sockid& id = one.id;
  const std::string here = address(family, id.idiag_src, id.idiag_sport);
  if (one.idiag_state == TCP_LISTEN) {
    return {"tcp " + here + " listens", one.idiag_rqueue, 0};
  }
  std::string what =
      "tcp " + here + " - " + address(family, id.idiag_dst, id.idiag_dport);
  if (one.idiag_state == TCP_CLOSE_WAIT) {
    what += peer_closed;
  }
  return {what, one.idiag_rqueue, one.idiag_wqueue};
}

}  // namespace

socket_table::socket_table()
    : kernel_(
          ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)) {}

bool socket_table::any(family kind) const {
  return std::any_of(known_.begin(), known_.end(),
                     [&](const auto& one) { return one.second == kind; });
}

void socket_table::look_at_tcp(int address_family, family found_as,
                               std::map<std::uint64_t, socket_facts>& into) {
  inet_diag_req_v2 request{};
  request.sdiag_family = static_cast<std::uint8_t>(address_family);
  request.sdiag_protocol = IPPROTO_TCP;
  request.idiag_states = ~0u;
  if (!ask(kernel_.get(), NLM_F_DUMP, request)) {
    return;
  }
  hear(kernel_.get(), true, [&](const char* bytes, std::size_t size) {
    inet_diag_msg one;
    if (size < sizeof one) {
      return;
    }
    std::memcpy(&one, bytes, sizeof one);
    if (auto wanted = known_.find(one.idiag_inode); wanted != known_.end()) {
      wanted->second = found_as;
      into.emplace(one.idiag_inode, describe(one));
    }
  });
}

bool socket_table::look_at_unix(std::uint64_t inode, socket_facts& into) {
  unix_diag_req request{};
  request.sdiag_family = AF_UNIX;
  request.udiag_states = ~0u;
  request.udiag_ino = static_cast<std::uint32_t>(inode);
  request.udiag_show = UDIAG_SHOW_RQLEN;
  request.udiag_cookie[0] = request.udiag_cookie[1] = ~0u;
  if (!ask(kernel_.get(), 0, request)) {
    return false;
  }
  bool found = false;
  hear(kernel_.get(), false, [&](const char* bytes, std::size_t size) {
    constexpr std::size_t head = NLMSG_ALIGN(sizeof(unix_diag_msg));
    constexpr std::size_t length = RTA_LENGTH(0) + sizeof(unix_diag_rqlen);
    rtattr attribute{};
    unix_diag_rqlen queues{};
    if (size < head + length) {
      return;
    }
    std::memcpy(&attribute, bytes + head, sizeof attribute);
    std::memcpy(&queues, bytes + head + RTA_LENGTH(0), sizeof queues);
    found = attribute.rta_type == UNIX_DIAG_RQLEN;
    into = {"unix", queues.udiag_rqueue, 0};
  });
  return found;
}

std::map<std::uint64_t, socket_facts> socket_table::look(
    const std::vector<std::uint64_t>& inodes) {
  std::map<std::uint64_t, socket_facts> found;
  std::map<std::uint64_t, family> wanted;
  for (const std::uint64_t inode : inodes) {
    const auto before = known_.find(inode);
    wanted[inode] = before == known_.end() ? family::unknown : before->second;
  }
  known_ = std::move(wanted);
  if (any(family::unknown) || any(family::tcp)) {
    look_at_tcp(AF_INET, family::tcp, found);
  }
  if (any(family::unknown) || any(family::tcp6)) {
    look_at_tcp(AF_INET6, family::tcp6, found);
  }
  for (auto& [inode, kind] : known_) {
    socket_facts facts;
    if ((kind == family::unknown || kind == family::unix_domain) &&
        look_at_unix(inode, facts)) {
      kind = family::unix_domain;
      found.emplace(inode, facts);
    } else if (kind == family::unknown) {
      kind = family::other;
    }
  }
  return found;
}

}  // namespace looplab::target
