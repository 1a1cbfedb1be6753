// SPDX-License-Identifier: BSL-1.0
//
// What happens on one connection: answers come, it asks again, it breaks and is
// made again. The clock is read once for each receive. Sockets are registered
// once, edge-triggered and for everything, so that no request costs an
// epoll_ctl.
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "chapters/common/socket.hpp"
#include "demos/load/generator.hpp"

namespace looplab::load {

using common::steady;
using common::time_point;

void generator::hear(std::uint32_t number, std::uint32_t events) {
  connection& from = all_[number];
  if (!from.is_open()) {
    if (const int error = dialer::outcome(from.socket())) {
      from.close();
      give_up(error);
    } else {
      opened(number);
    }
    return;
  }
  if (from.flush() && receive(number, events)) {
    refill(number);
  } else {
    broken(number);
  }
}

bool generator::receive(std::uint32_t number, std::uint32_t events) {
  for (;;) {
    const ssize_t count =
        ::recv(all_[number].socket().get(), buffer_.data(), buffer_.size(), 0);
    now_ = steady::now();
    if (count <= 0) {
      return count < 0 && errno == EAGAIN;
    }
    const auto size = static_cast<std::size_t>(count);
    if (!take_answers(number, {buffer_.data(), size})) {
      return false;
    }
    // Less than there was room for: that was all. The end of the stream, if it
    // is there already, is not told of again.
    if (size < buffer_.size() && (events & (EPOLLRDHUP | EPOLLHUP)) == 0) {
      return true;
    }
  }
}

bool generator::take_answers(std::uint32_t number, std::string_view bytes) {
  connection& from = all_[number];
  while (!bytes.empty()) {
    const auto outcome = from.reader().read(bytes);
    if (outcome == response_reader::outcome::more) {
      return true;
    }
    if (outcome == response_reader::outcome::refused) {
      throw load_error(1, from.reader().problem());
    }
    if (from.in_flight() == 0) {
      throw load_error(1, "the server sent an answer that nobody asked for");
    }
    note(from.answered(), from.reader().status());
    if (plan_.open_loop()) {
      free_.push(number);
    }
    if (from.reader().closes()) {
      return false;
    }
  }
  return true;
}

void generator::note(const flight& what, int status) {
  route_tally& counts = tally_.routes[what.route];
  --in_flight_;
  last_answer_ = now_;
  if (status < 400) {
    const auto latency = std::chrono::nanoseconds(now_ - what.intended);
    counts.latency.record(static_cast<std::uint64_t>(latency.count()));
    return;
  }
  ++(status == 503 ? counts.refused : counts.failed);
}

void generator::refill(std::uint32_t number) {
  if (plan_.open_loop() || leaving_) {
    return;
  }
  connection& where = all_[number];
  while (!where.full() &&
         (plan_.requests == 0 || tally_.started < plan_.requests)) {
    ask(where, now_);
  }
  if (!where.flush()) {
    broken(number);
  }
}

void generator::ask(connection& where, time_point intended) {
  const std::size_t route = mix_.next();
  where.ask(requests_[route], {intended, route});
  ++tally_.started;
  ++in_flight_;
}

void generator::opened(std::uint32_t number) {
  all_[number].opened();
  for (; parked_[number] > 0; --parked_[number]) {
    free_.push(number);
  }
  refill(number);
}

void generator::broken(std::uint32_t number) {
  const std::size_t lost = all_[number].close();
  tally_.lost += lost;
  in_flight_ -= lost;
  if (plan_.open_loop()) {
    parked_[number] += static_cast<std::uint32_t>(lost);
  }
  if (!leaving_) {
    connect_again(number);
  }
}

void generator::connect_again(std::uint32_t number) {
  common::descriptor made = dialer_.begin(number);
  if (!made) {
    give_up(errno);
    return;
  }
  ++tally_.reconnects;
  all_[number].begin(std::move(made));
  watch(number);
}

void generator::give_up(int error) {
  ++tally_.unconnected;
  if (--alive_ == 0) {
    tally_.gone = std::generic_category().message(error);
  }
}

void generator::watch(std::uint32_t number) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.u32 = number;
  common::check(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD,
                            all_[number].socket().get(), &event),
                "watch a socket");
}

}  // namespace looplab::load
