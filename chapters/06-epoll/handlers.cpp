// SPDX-License-Identifier: BSL-1.0
//
// The same line server on the other face: functions that are told that a
// descriptor is ready, and that read, write and remember for themselves.
//
//   Who waits?  The loop. A handler is called when its descriptor is ready.
//   What does it hold while it waits?  A line's half, and an answer's rest.
//   Who wakes it?  The loop; or the clock, when a client has said nothing for
//     --limit-ms.
//
// Capacity: as many clients as there are descriptors.
#include <sys/socket.h>

#include <thread>
#include <vector>

#include "chapters/06-epoll/faces/capitals.hpp"
#include "chapters/06-epoll/faces/io_loop.hpp"
#include "chapters/common/run_server.hpp"

namespace looplab::chapter {
namespace {

struct client {
  common::descriptor socket;
  std::string half_line{};
  std::string unsent{};
  bool heard = false;
};

using client_ptr = std::shared_ptr<client>;

struct service {
  common::milliseconds limit;
  chapter::io_loop loop{};
  std::unordered_map<int, client_ptr> clients{};
  std::vector<std::jthread> workers{};  // end before what they call
};

void lose(service& site, int fd) {
  site.loop.remove_handler(fd);
  site.clients.erase(fd);
}

void answer(service& site, const client_ptr& to, const std::string& line) {
  if (!line.starts_with("later ")) {
    to->unsent += capitals(line);
    return;
  }
  // The client may be gone before the thread has done its work.
  site.workers.emplace_back([&site, line, weak = std::weak_ptr(to)] {
    site.loop.add_callback([&site, made = capitals(line), weak] {
      if (auto still = weak.lock()) {
        still->unsent += made;
        site.loop.update_handler(still->socket.get(), EPOLLIN | EPOLLOUT);
      }
    });
  });
}

// [ready]
void handle_client(service& site, int fd, std::uint32_t events) {
  auto self = site.clients.at(fd);
  char buffer[4096];
  if ((events & ~EPOLLOUT) != 0) {
    auto n = ::recv(fd, buffer, sizeof buffer, 0);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
      return lose(site, fd);
    }
    self->heard = true;
    self->half_line.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  while (auto line = take_line(self->half_line)) {
    answer(site, self, *line);
  }
  auto n = ::send(fd, self->unsent.data(), self->unsent.size(), MSG_NOSIGNAL);
  self->unsent.erase(0, n > 0 ? static_cast<std::size_t>(n) : 0);
  site.loop.update_handler(fd,
                           EPOLLIN | (self->unsent.empty() ? 0U : EPOLLOUT));
}

// [ready]

void lose_when_silent(service& site, const client_ptr& who) {
  who->heard = false;
  site.loop.call_later(site.limit, [&site, weak = std::weak_ptr(who)] {
    if (auto still = weak.lock()) {
      still->heard ? lose_when_silent(site, still)
                   : lose(site, still->socket.get());
    }
  });
}

void accept_client(service& site, int door) {
  int fd = ::accept4(door, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) {
    return;
  }
  auto made = std::make_shared<client>(client{common::descriptor(fd)});
  site.clients[fd] = made;
  site.loop.add_handler(fd, EPOLLIN, [&site](int ready, std::uint32_t events) {
    handle_client(site, ready, events);
  });
  if (site.limit.count() != 0) {
    lose_when_silent(site, made);
  }
}

void serve(const common::options& options) {
  service site{options.limits.client};
  auto door = common::listen_on(options, common::mode::non_blocking);
  site.loop.add_handler(door.get(), EPOLLIN, [&site](int fd, std::uint32_t) {
    accept_client(site, fd);
  });
  site.loop.start();
}

const common::about ABOUT{"handlers", "lines in capitals, on an IOLoop's face",
                          "as many clients as there are descriptors"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
