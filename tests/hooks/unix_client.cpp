// SPDX-License-Identifier: BSL-1.0
//
// A client on a Unix socket.
#include "tests/hooks/unix_client.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/patience.hpp"

namespace looplab::test {

std::string ask(const std::filesystem::path& socket, std::string_view request,
                std::string_view wanted) {
  sockaddr_un there{};
  there.sun_family = AF_UNIX;
  socket.string().copy(there.sun_path, sizeof there.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval limit{support::PATIENCE.count(), 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  support::eventually([&] {
    return connect(fd, reinterpret_cast<const sockaddr*>(&there),
                   sizeof there) == 0;
  });
  std::string answer;
  if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    char part[512];
    ssize_t n = 0;
    while (answer.find(wanted) == std::string::npos &&
           (n = recv(fd, part, sizeof part, 0)) > 0) {
      answer.append(part, static_cast<std::size_t>(n));
    }
  }
  close(fd);
  return answer;
}

}  // namespace looplab::test
