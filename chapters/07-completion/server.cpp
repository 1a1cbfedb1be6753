// SPDX-License-Identifier: BSL-1.0
//
// Chapter 07: one thread, one loop, and a kernel that says what is done.
//
//   Who waits?  The loop, in io_uring_enter, for all clients at once.
//   What does it hold while it waits?  For each client a descriptor, a few
//     hundred bytes, and a receive that the kernel has been given.
//   Who wakes it?  The kernel, when something is done, or the next deadline.
//
// Capacity: as many clients as descriptors; one more is answered 503. A route
// that computes (/work) makes all clients wait: one thread. A file does not.
#include <sys/socket.h>

#include "chapters/07-completion/loop.hpp"
#include "chapters/07-completion/upstream.hpp"
#include "chapters/common/conversation.hpp"
#include "chapters/common/routes.hpp"
#include "chapters/common/run_server.hpp"
#include "chapters/common/stop_signal.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {
namespace {

// What all tasks share. One thread: nothing here needs a lock.
struct service {
  const common::options& options;
  common::stats stats{};
  common::routes routes{options.files, stats};
  chapter::ring ring{options.extra("--plain") != 0};
  chapter::loop loop{ring, stats};
  chapter::upstreams upstreams{ring, loop, options};
};

class client : public task {
 public:
  client(service& site, int fd, const std::string& name)
      : task(fd, name),
        site_(site),
        talk_(site.stats, site.options.limits.client, site.loop.now()) {
    talk_.leave_files();
    common::send_at_once(fd);
    trace::name(fd, name);
    site_.loop.at(*this, talk_.deadline());
    site_.ring.receive(receive_);
  }

  ~client() override {
    if (asked_) {
      asked_->client = nullptr;
    }
  }

  // [handle]
  // Takes in what is done, and begins what can be begun.
  void run(const completion& done) override {
    bool untimely = done.of == &receive_ && (busy() || !talk_.wants_bytes());
    handle_client(done);
    if (talk_.finished()) {
      return site_.loop.end(*this);
    }
    if (talk_.half_closed()) {
      ::shutdown(fd(), SHUT_WR);
    }
    site_.loop.at(*this, talk_.deadline());
    // It goes on by itself: cancelled when bytes come that nobody wants yet.
    if (untimely) {
      site_.ring.cancel(receive_);
    } else if (talk_.wants_bytes() && !busy() && !receive_.under_way()) {
      site_.ring.receive(receive_);
    }
  }

 private:
  void handle_client(const completion& done) {
    if (done.of == &receive_) {
      talk_.received(done.bytes.data(), done.returned(), site_.loop.now());
    } else if (done.of == &read_) {
      talk_.file_read(done.returned());
    } else if (done.of == &send_) {
      talk_.sent(done.returned(), site_.loop.now());
    }
    talk_.expired(site_.loop.now());
    if (common::stop_requested()) {
      talk_.stop();
    }
    if (!busy()) {
      answer_requests();
      if (int file = talk_.file(); file >= 0) {
        site_.ring.read(read_, file, talk_.begin_piece());
      } else if (auto bytes = talk_.sending(); !bytes.empty()) {
        site_.ring.send(send_, bytes);
      }
    }
  }

  // [handle]
  // Whether the kernel reads or fills what we are to send.
  bool busy() const { return send_.under_way() || read_.under_way(); }

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
  operation receive_{*this, trace::verb::receive, "receive"};
  operation send_{*this, trace::verb::send, "send"};
  operation read_{*this, trace::verb::read, "read"};
};

// [listener]
class listener : public task {
 public:
  listener(service& site, int fd) : task(fd, "listener"), site_(site) {
    site_.ring.accept(accept_);
  }

  void run(const completion& done) override {
    common::descriptor fd(done.of == &accept_ ? done.result : -1);
    if (common::stop_requested()) {
      return site_.loop.end(*this);
    }
    spare_.take_back();  // if it was given up for this one
    if (fd && !spare_) {
      common::turn_away(std::move(fd));
      spare_.take_back();
      common::stats::add(site_.stats.refused, 1);
    } else if (fd) {
      common::stats::add(site_.stats.accepts, 1);
      auto name = "client " + std::to_string(++count_);
      site_.loop.add(std::make_unique<client>(site_, fd.release(), name));
    } else if (done.result == -EMFILE || done.result == -ENFILE) {
      // No descriptor is free: accept fails now also when nobody is there.
      return site_.ring.poll(knock_);
    } else if (done.of == &knock_) {
      spare_.give_up();
    }
    if (!accept_.under_way()) {
      site_.ring.accept(accept_);
    }
  }

 private:
  service& site_;
  common::spare_descriptor spare_;
  long count_ = 0;
  operation accept_{*this, trace::verb::accept, "accept"};
  operation knock_{*this, trace::verb::wait, "poll"};
};

// [listener]
void serve(const common::options& options) {
  service site{options};
  auto door = common::listen_on(options, common::mode::blocking);
  common::stop_watch stop(site.loop.wake_up(),
                          common::stop_watch::act::write_event);
  site.loop.add(std::make_unique<listener>(site, door.release()));
  site.loop.run();
}

const common::about ABOUT{
    "server",
    "one thread and io_uring (chapter 07)",
    "as many clients as descriptors (ulimit -n); one more is answered 503",
    {{"--plain", "1: do without what came after Linux 5.6", 0, 0, 1}}};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
