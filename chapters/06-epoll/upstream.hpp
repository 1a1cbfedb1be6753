// SPDX-License-Identifier: BSL-1.0
//
// The other side on which the server waits: connections to the upstream, made
// without blocking, kept for the next question, and watched by the same loop
// as the clients. It refuses to queue: each question that finds no idle
// connection gets a new one, for as long as there are descriptors.
#pragma once

#include <sys/socket.h>

#include "chapters/06-epoll/loop.hpp"
#include "chapters/common/options.hpp"
#include "chapters/common/quote.hpp"
#include "chapters/common/stop_signal.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {

/// A quote under way. Its client may leave before the upstream has answered.
struct pending {
  common::quote quote;
  task* client;  ///< null when it has left, or has been resumed
};

class upstreams {
 public:
  upstreams(chapter::loop& loop, const common::options& options)
      : loop_(loop), options_(options) {}

  // [ask]
  /// Asks, and resumes the client when the last of its questions is decided.
  /// Returns the descriptor that the answer will come from.
  int ask(std::shared_ptr<pending> whose, common::question& what) {
    if (idle_.empty()) {
      return connect(std::move(whose), what);
    }
    auto* free = idle_.back();
    idle_.pop_back();
    free->ask(std::move(whose), what, true);
    return free->fd();
  }

  /// The same, over a new connection.
  int connect(std::shared_ptr<pending> whose, common::question& what) {
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
      what.fail(503);
      return fd;
    }
    // Only begins to connect (EINPROGRESS). Made or refused: the descriptor
    // is ready for writing then, and trying tells which.
    auto* address = reinterpret_cast<const sockaddr*>(&options_.upstream);
    ::connect(fd, address, sizeof options_.upstream);
    auto name = "upstream " + std::to_string(++made_);
    trace::name(fd, name);
    auto made = std::make_unique<connection>(*this, fd, std::move(name));
    made->ask(std::move(whose), what, false);
    loop_.add(std::move(made), EPOLLIN | EPOLLOUT);
    return fd;
  }

  // [ask]

 private:
  // Carries one question at a time.
  class connection : public task {
   public:
    connection(upstreams& all, int fd, std::string name)
        : task(fd, std::move(name)), all_(all) {}

    void ask(std::shared_ptr<pending> whose, common::question& what,
             bool used) {
      what.begin(used);
      whose_ = std::move(whose);
      question_ = &what;
      auto limit = all_.options_.limits.upstream;
      all_.loop_.at(*this, common::after(all_.loop_.now(), limit));
      send();
    }

    void run(std::uint32_t events) override {
      char buffer[4096];
      if (events & EPOLLOUT) {  // connected, or it has failed: recv will tell
        all_.loop_.change(*this, EPOLLIN);
        send();
      }
      if (question_ == nullptr) {  // the upstream has closed, or we stop
        std::erase(all_.idle_, this);
        return all_.loop_.end(*this);
      }
      if (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) {
        question_->received(buffer, ::recv(fd(), buffer, sizeof buffer, 0));
      } else if (due() <= all_.loop_.now()) {
        question_->fail(504);
      }
      if (question_->stale()) {  // it had been closed while it was idle
        all_.connect(whose_, *question_);
        if (!question_->decided()) {
          return all_.loop_.end(*this);  // the other connection has it now
        }
      }
      if (question_->decided()) {
        finish();
      }
    }

   private:
    void send() {
      auto bytes = question_->outgoing();
      if (!bytes.empty()) {
        auto* from = bytes.data();
        question_->sent(::send(fd(), from, bytes.size(), MSG_NOSIGNAL));
      }
    }

    void finish() {
      if (whose_->client != nullptr && whose_->quote.decided()) {
        all_.loop_.resume(*std::exchange(whose_->client, nullptr));
      }
      bool keep = question_->reusable() && !common::stop_requested();
      question_ = nullptr;
      whose_.reset();
      all_.loop_.at(*this, common::NEVER);
      if (keep) {
        all_.idle_.push_back(this);
      } else {
        all_.loop_.end(*this);
      }
    }

    upstreams& all_;
    std::shared_ptr<pending> whose_;
    common::question* question_ = nullptr;
  };

  chapter::loop& loop_;
  const common::options& options_;
  std::vector<connection*> idle_;  // connections without a question
  int made_ = 0;
};

}  // namespace looplab::chapter
