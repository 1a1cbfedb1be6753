// SPDX-License-Identifier: BSL-1.0
//
// The loop with Twisted's face: a factory makes a protocol for each connection,
// which is told what happens to it: bytes, and neither a socket nor a turn.
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "chapters/06-epoll/faces/calls.hpp"

namespace looplab::chapter {

/// What a protocol answers through, until connection_lost().
class transport {
 public:
  virtual ~transport() = default;
  virtual void write(std::string_view bytes) = 0;
  /// Ends the connection, once all that was written has been sent.
  virtual void lose_connection() = 0;
};

/// What a connection means. The reactor calls it, always on its own thread.
class protocol {
 public:
  virtual ~protocol() = default;
  virtual void connection_made(transport&) = 0;
  /// Bytes as they came: half a message, or two and a half.
  virtual void data_received(std::string_view bytes) = 0;

  virtual void connection_lost() {}
};

using factory = std::function<std::unique_ptr<protocol>()>;

/// One socket of the reactor's, and what is to be told of it.
class connection : public task, public transport {
 public:
  connection(chapter::loop& loop, int fd, std::unique_ptr<protocol> told)
      : task(fd, "connection"), loop_(loop), told_(std::move(told)) {}

  ~connection() override { told_->connection_lost(); }

  void begin() { told_->connection_made(*this); }

  void write(std::string_view bytes) override {
    if (!losing_) {
      unsent_ += bytes;
      flush();
    }
  }

  void lose_connection() override {
    losing_ = true;
    flush();
  }

  void run(std::uint32_t events) override {
    char buffer[4096];
    if ((events & ~EPOLLOUT) != 0 && !losing_) {
      auto n = ::recv(fd(), buffer, sizeof buffer, 0);
      if (n > 0) {
        told_->data_received({buffer, static_cast<std::size_t>(n)});
      } else if (n == 0 || errno != EAGAIN) {
        losing_ = true;
      }
    }
    losing_ = losing_ || common::stop_requested();
    flush();
  }

 private:
  void flush() {
    if (!unsent_.empty()) {
      auto n = ::send(fd(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
      if (n >= 0) {
        unsent_.erase(0, static_cast<std::size_t>(n));
      } else if (errno != EAGAIN) {
        unsent_.clear();
        losing_ = true;
      }
    }
    auto in = losing_ ? 0U : EPOLLIN;
    auto wanted = in | (unsent_.empty() ? 0U : EPOLLOUT);
    if (wanted != std::exchange(interest_, wanted)) {
      wanted == 0 ? loop_.end(*this) : loop_.change(*this, wanted);
    }
  }

  chapter::loop& loop_;
  std::unique_ptr<protocol> told_;
  std::string unsent_;
  std::uint32_t interest_ = EPOLLIN;
  bool losing_ = false;
};

class reactor {
 public:
  /// Each client of `door` gets a protocol of its own.
  void listen(common::descriptor door, factory make) {
    loop_.add(std::make_unique<port>(loop_, door.release(), std::move(make)),
              EPOLLIN);
  }

  void call_later(common::milliseconds delay, calls::function what) {
    calls_.later(delay, std::move(what));
  }

  /// The one member that another thread may call.
  void call_from_thread(calls::function what) { calls_.soon(std::move(what)); }

  /// Returns after a stop signal, when all connections have ended.
  void run() { run_until_stopped(loop_); }

 private:
  class port : public task {
   public:
    port(chapter::loop& loop, int fd, factory make)
        : task(fd, "port"), loop_(loop), make_(std::move(make)) {}

    void run(std::uint32_t) override {
      if (common::stop_requested()) {
        return loop_.end(*this);
      }
      constexpr int FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC;
      if (int fd = ::accept4(this->fd(), nullptr, nullptr, FLAGS); fd >= 0) {
        auto made = std::make_unique<connection>(loop_, fd, make_());
        auto& client = *made;
        loop_.add(std::move(made), EPOLLIN);
        client.begin();
      }
    }

   private:
    chapter::loop& loop_;
    factory make_;
  };

  common::stats numbers_;
  chapter::loop loop_{numbers_};
  calls calls_{loop_};
};

}  // namespace looplab::chapter
