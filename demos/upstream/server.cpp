// SPDX-License-Identifier: BSL-1.0
//
// The backend's loop. A request whose client has gone is worked on to its end
// all the same, as real backends do: the place it holds is not free earlier.
#include "demos/upstream/server.hpp"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <utility>

#include "chapters/common/options.hpp"
#include "chapters/common/question.hpp"
#include "chapters/common/socket.hpp"

namespace looplab::demos {
namespace {

using common::check;

constexpr std::uint64_t LISTENER = 0;
constexpr std::uint64_t SIGNALS = 1;

int open_signals() {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
  return check(signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC),
               "make a signalfd");
}

common::options on_loopback(std::uint16_t port) {
  common::options how;
  how.listen.s_addr = htonl(INADDR_LOOPBACK);
  how.port = port;
  return how;
}

void add(const common::descriptor& epoll, const common::descriptor& fd,
         std::uint64_t id) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = id;
  check(epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd.get(), &event),
        "add to epoll");
}

}  // namespace

upstream_server::upstream_server(const behaviour& how, std::uint16_t port)
    : how_(how),
      admission_(how.capacity, how.queue),
      signals_(open_signals()),
      epoll_(check(epoll_create1(EPOLL_CLOEXEC), "make an epoll")),
      listener_(
          common::listen_on(on_loopback(port), common::mode::non_blocking)) {
  add(epoll_, listener_, LISTENER);
  add(epoll_, signals_, SIGNALS);
}

void upstream_server::run() {
  while (!leaving_) {
    wait_once();
    finish_due();
  }
}

void upstream_server::wait_once() {
  timespec patience{};
  if (!timers_.empty()) {
    const auto left = std::max<std::chrono::nanoseconds>(
        timers_.top().due - clock::now(), std::chrono::nanoseconds(0));
    patience.tv_sec = left / std::chrono::seconds(1);
    patience.tv_nsec = (left % std::chrono::seconds(1)).count();
  }
  std::array<epoll_event, 256> events{};
  // epoll_wait counts in milliseconds and would make 20 ms into 21; a bench
  // compares with the delay that was asked for.
  const int count =
      epoll_pwait2(epoll_.get(), events.data(), static_cast<int>(events.size()),
                   timers_.empty() ? nullptr : &patience, nullptr);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
    if (id == LISTENER) {
      accept_all();
    } else if (id == SIGNALS) {
      leaving_ = true;
    } else {
      read_from(id);
    }
  }
}

void upstream_server::accept_all() {
  for (;;) {
    common::descriptor socket(accept4(listener_.get(), nullptr, nullptr,
                                      SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket) {
      if (errno == EMFILE || errno == ENFILE) {
        // Nothing can be accepted until somebody leaves, and a level-triggered
        // listener would wake us at once and for ever.
        epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listener_.get(), nullptr);
        listening_ = false;
      }
      return;
    }
    common::send_at_once(socket.get());
    const std::uint64_t id = next_id_++;
    add(epoll_, socket, id);
    client& who = clients_[id];
    who.socket = std::move(socket);
    who.interest = EPOLLIN;
  }
}

void upstream_server::read_from(std::uint64_t id) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) {
    return;  // closed by an earlier event of the same batch
  }
  client& who = found->second;
  if (who.talk.wants_input()) {
    std::array<char, 16384> bytes;
    const ssize_t count = recv(who.socket.get(), bytes.data(), bytes.size(), 0);
    if (count > 0) {
      who.talk.receive({bytes.data(), static_cast<std::size_t>(count)});
    } else if (count == 0) {
      who.talk.end_of_input();
    } else if (errno != EAGAIN && errno != EINTR) {
      close_client(id);
      return;
    }
  }
  progress(id);
}

void upstream_server::progress(std::uint64_t id) {
  client& who = clients_.at(id);
  for (request asked = who.talk.next(); asked.is != request::state::incomplete;
       asked = who.talk.next()) {
    begin(id, who.talk, asked);
  }
  if (!flush(who) || who.talk.finished()) {
    close_client(id);
    return;
  }
  watch(id, who);
}

void upstream_server::begin(std::uint64_t id, connection& talk,
                            const request& asked) {
  constexpr std::string_view PRICE = "/price?symbol=";
  const bool malformed = asked.is == request::state::malformed;
  const std::string target(asked.target);
  const std::uint64_t position = talk.begin(asked);
  if (malformed) {
    talk.answer(position, 400, R"({"error":"malformed request"})");
  } else if (target == "/counters") {
    talk.answer(position, 200, counters());
  } else if (target.starts_with(PRICE)) {
    begin_price(id, talk, position, target.substr(PRICE.size()));
  } else {
    talk.answer(position, 404,
                R"({"error":"ask for /price?symbol=ABC or /counters"})");
  }
}

void upstream_server::begin_price(std::uint64_t id, connection& talk,
                                  std::uint64_t position,
                                  std::string_view symbol) {
  if (!common::valid_symbol(symbol)) {
    talk.answer(position, 400, R"({"error":"malformed symbol"})");
    return;
  }
  const verdict luck = judge(how_, arrived_++);
  const job work{id, position, std::string(symbol), luck.delay, luck.fails};
  switch (admission_.arrive(work)) {
    case admission::decision::serve:
      start(work);
      break;
    case admission::decision::wait:
      break;
    case admission::decision::refuse:
      ++refused_;
      talk.answer(position, 503, R"({"error":"over capacity"})");
      break;
  }
}

void upstream_server::start(const job& work) {
  if (!how_.never_answer) {
    timers_.push({clock::now() + work.delay, work});
  }
}

void upstream_server::finish_due() {
  const clock::time_point now = clock::now();
  while (!timers_.empty() && timers_.top().due <= now) {
    const job work = timers_.top().work;
    timers_.pop();
    finish(work);
    if (const auto next = admission_.leave()) {
      start(*next);
    }
  }
}

void upstream_server::finish(const job& work) {
  ++(work.fails ? failed_ : served_);
  const auto found = clients_.find(work.connection);
  if (found == clients_.end()) {
    return;
  }
  if (how_.hang_up) {
    close_client(work.connection);
    return;
  }
  if (work.fails) {
    found->second.talk.answer(work.position, 500,
                              R"({"error":"injected failure"})");
  } else {
    found->second.talk.answer(work.position, 200,
                              R"({"symbol":")" + work.symbol + R"(","price":)" +
                                  price_of(how_.seed, work.symbol) + '}');
  }
  progress(work.connection);
}

bool upstream_server::flush(client& who) {
  while (!who.talk.output().empty()) {
    const std::string_view bytes = who.talk.output();
    const ssize_t count =
        send(who.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0) {
      return errno == EAGAIN || errno == EINTR;
    }
    who.talk.sent(static_cast<std::size_t>(count));
  }
  return true;
}

void upstream_server::watch(std::uint64_t id, client& who) {
  const std::uint32_t interest = (who.talk.wants_input() ? EPOLLIN : 0U) |
                                 (who.talk.output().empty() ? 0U : EPOLLOUT);
  if (interest != who.interest) {
    epoll_event event{};
    event.events = interest;
    event.data.u64 = id;
    epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, who.socket.get(), &event);
    who.interest = interest;
  }
}

void upstream_server::close_client(std::uint64_t id) {
  clients_.erase(id);
  if (!listening_) {
    add(epoll_, listener_, LISTENER);
    listening_ = true;
  }
}

std::string upstream_server::counters() const {
  return R"({"served":)" + std::to_string(served_) + R"(,"failed":)" +
         std::to_string(failed_) + R"(,"refused":)" + std::to_string(refused_) +
         R"(,"in_flight":)" + std::to_string(admission_.in_flight()) +
         R"(,"waiting":)" + std::to_string(admission_.waiting()) + "}";
}

}  // namespace looplab::demos
