// SPDX-License-Identifier: BSL-1.0
//
// Chapter 06: one thread, one loop, and a kernel that says what is ready.
//
//   Who waits?  The loop, in epoll_wait, for all clients at once.
//   What does it hold while it waits?  For each client a descriptor and a few
//     hundred bytes: no thread, no stack, no buffer.
//   Who wakes it?  The kernel, when a descriptor that it was told of is ready,
//     or when the next deadline has come.
//
// Capacity: as many clients as descriptors; one more is answered 503. A route
// that takes long (/work, a cold /file) makes all clients wait: one thread.
#include <sys/socket.h>

#include <cerrno>

#include "chapters/06-epoll/loop.hpp"
#include "chapters/06-epoll/upstream.hpp"
#include "chapters/common/conversation.hpp"
#include "chapters/common/routes.hpp"
#include "chapters/common/run_server.hpp"
#include "chapters/common/stop_signal.hpp"
#include "chapters/common/turn_away_one.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {
namespace {

// What all tasks share. One thread: nothing here needs a lock.
struct service {
  const common::options& options;
  common::stats stats{};
  common::routes routes{options.files, stats};
  chapter::loop loop{stats};
  chapter::upstreams upstreams{loop, options};
};

class client : public task {
 public:
  client(service& site, int fd, const std::string& name)
      : task(fd, name),
        site_(site),
        talk_(site.stats, site.options.limits.client, site.loop.now()) {
    common::send_at_once(fd);
    trace::name(fd, name);
    site_.loop.at(*this, talk_.deadline());
  }

  ~client() override {
    if (asked_) {
      asked_->client = nullptr;
    }
  }

  // [run]
  // Does all that can be done now, and says what it waits for next.
  void run(std::uint32_t events) override {
    bool untimely = (events & EPOLLIN) && !talk_.wants_bytes();
    handle_client(events);
    if (talk_.finished()) {
      return site_.loop.end(*this);
    }
    if (talk_.half_closed()) {
      ::shutdown(fd(), SHUT_WR);
    }
    site_.loop.at(*this, talk_.deadline());
    // Each change of interest is a system call, so bytes that nobody wants yet
    // cost one only when they really come.
    auto in = talk_.wants_bytes() ? EPOLLIN : untimely ? 0U : interest_;
    auto out = talk_.outgoing().empty() ? 0U : EPOLLOUT;
    if (auto wanted = (in & EPOLLIN) | out; wanted != interest_) {
      site_.loop.change(*this, interest_ = wanted);
    }
  }

  // [run]

 private:
  // [handle]
  void handle_client(std::uint32_t events) {
    static char buffer[65536];  // one for all: in use only until this returns
    if (events & (EPOLLERR | EPOLLHUP)) {
      talk_.broken();
    } else if ((events & EPOLLIN) && talk_.wants_bytes()) {
      auto n = ::recv(fd(), buffer, sizeof buffer, 0);
      talk_.received(buffer, n, site_.loop.now());
    }
    talk_.expired(site_.loop.now());
    if (common::stop_requested()) {
      talk_.stop();
    }
    for (bool room = true; room && has_work();) {
      answer_requests();
      if (auto bytes = talk_.outgoing(); !bytes.empty()) {
        auto n = ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        room = talk_.sent(n, site_.loop.now());
      }
    }
  }

  // [handle]

  bool has_work() const { return can_answer() || !talk_.outgoing().empty(); }

  bool can_answer() const {
    return asked_ ? asked_->quote.decided() : talk_.next_request() != nullptr;
  }

  // Stops at a quote that the upstream has not answered: that one is waited
  // for, and the requests behind it wait with it.
  void answer_requests() {
    while (can_answer()) {
      if (asked_) {
        // It stays where it is: a connection may still be reading into it.
        talk_.answer(asked_->quote.to_answer(), site_.loop.now());
        asked_->client = nullptr;
        asked_.reset();
        waits_for(fd());
        continue;
      }
      auto reply = site_.routes.respond(*talk_.next_request());
      site_.loop.look_at_clock();  // some routes take long
      if (reply.quote.empty()) {
        talk_.answer(std::move(reply.answer), site_.loop.now());
        continue;
      }
      asked_.reset(new pending{std::move(reply.quote), this});
      for (auto& each : asked_->quote.questions) {
        waits_for(site_.upstreams.ask(asked_, each));
      }
    }
  }

  service& site_;
  common::conversation talk_;
  std::shared_ptr<pending> asked_;
  std::uint32_t interest_ = EPOLLIN;
};

// [listener]
class listener : public task {
 public:
  listener(service& site, int fd) : task(fd, "listener"), site_(site) {}

  void run(std::uint32_t) override {
    if (common::stop_requested()) {
      return site_.loop.end(*this);
    }
    // A few at a time: clients that are here already want to be served, too.
    for (int i = 0; i < 16; ++i) {
      int fd = accept_one();
      if (fd < 0 && (errno == EMFILE || errno == ENFILE)) {
        // No descriptor for it, and it would be ready again at once, for ever.
        if (!common::turn_away_one(this->fd(), spare_, site_.stats)) {
          return;  // accept fails so also when nobody is there
        }
      } else if (fd < 0) {
        return;  // EAGAIN: nobody else is there
      } else {
        common::stats::add(site_.stats.accepts, 1);
        auto name = "client " + std::to_string(++count_);
        site_.loop.add(std::make_unique<client>(site_, fd, name), EPOLLIN);
      }
    }
  }

 private:
  int accept_one() {
    constexpr int FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC;
    return ::accept4(fd(), nullptr, nullptr, FLAGS);
  }

  service& site_;
  common::spare_descriptor spare_;
  long count_ = 0;
};

// [listener]

void serve(const common::options& options) {
  service site{options};
  auto door = common::listen_on(options, common::mode::non_blocking);
  common::stop_watch stop(site.loop.wake_up(),
                          common::stop_watch::act::write_event);
  site.loop.add(std::make_unique<listener>(site, door.release()), EPOLLIN);
  site.loop.run();
}

const common::about ABOUT{
    "server", "one thread and an epoll loop (chapter 06)",
    "as many clients as there are descriptors (ulimit -n); one more is "
    "answered 503"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
