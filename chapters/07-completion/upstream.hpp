// SPDX-License-Identifier: BSL-1.0
//
// The other side on which the server waits: connections to the upstream, made
// by the kernel, kept for the next question, and on the same ring as the
// clients. It refuses to queue: each question that finds no idle connection
// gets a new one, for as long as there are descriptors.
#pragma once

#include <sys/socket.h>

#include "chapters/07-completion/loop.hpp"
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
  upstreams(chapter::ring& ring, chapter::loop& loop,
            const common::options& options)
      : ring_(ring), loop_(loop), options_(options) {}

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
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
      what.fail(503);
      return fd;
    }
    auto name = "upstream " + std::to_string(++made_);
    trace::name(fd, name);
    auto made = std::make_unique<connection>(*this, fd, std::move(name));
    made->ask(std::move(whose), what, false);
    loop_.add(std::move(made));
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
      if (used) {
        send();
      } else {
        all_.ring_.connect(connect_, all_.options_.upstream);
      }
    }

    void run(const completion& done) override {
      if (question_ == nullptr) {  // the upstream has closed, or we stop
        std::erase(all_.idle_, this);
        return all_.loop_.end(*this);
      }
      if (done.of == &receive_) {
        question_->received(done.bytes.data(), done.returned());
      } else if (done.of != nullptr) {  // connected, or sent
        question_->sent(done.returned());
        send();
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
      } else if (!receive_.under_way() && !connect_.under_way()) {
        all_.ring_.receive(receive_);
      }
    }

   private:
    void send() {
      auto bytes = question_->outgoing();
      if (!bytes.empty()) {
        all_.ring_.send(send_, bytes);
      }
    }

    void finish() {
      if (whose_->client != nullptr && whose_->quote.decided()) {
        all_.loop_.resume(*std::exchange(whose_->client, nullptr));
      }
      bool keep = question_->reusable() && !common::stop_requested() &&
                  !send_.under_way();
      question_ = nullptr;
      all_.loop_.at(*this, common::NEVER);
      if (!keep) {
        return all_.loop_.end(*this);  // what is being sent stays until then
      }
      whose_.reset();
      all_.idle_.push_back(this);
      if (!receive_.under_way()) {
        all_.ring_.receive(receive_);  // to be told when the upstream closes
      }
    }

    upstreams& all_;
    std::shared_ptr<pending> whose_;
    common::question* question_ = nullptr;
    operation connect_{*this, trace::verb::connect, "connect"};
    operation send_{*this, trace::verb::send, "send"};
    operation receive_{*this, trace::verb::receive, "receive"};
  };

  chapter::ring& ring_;
  chapter::loop& loop_;
  const common::options& options_;
  std::vector<connection*> idle_;  // connections without a question
  int made_ = 0;
};

}  // namespace looplab::chapter
