// SPDX-License-Identifier: BSL-1.0
//
// The run as a whole: when it begins, how long it waits, when it is over. What
// happens on one connection is in answers.cpp.
#include "demos/load/generator.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <utility>

#include "chapters/common/socket.hpp"
#include "chapters/common/stop_signal.hpp"

namespace looplab::load {
namespace {

using common::steady;
using common::time_point;

constexpr common::milliseconds DIAL_PATIENCE{5000};
constexpr std::chrono::seconds TELL_EVERY{1};
constexpr std::size_t EVENTS_MAX = 256;
constexpr std::size_t RECEIVE_MAX = std::size_t{64} * 1024;

std::chrono::nanoseconds nanoseconds(double seconds) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

double seconds(steady::duration time) {
  return std::chrono::duration<double>(time).count();
}

std::uint64_t arrivals(const plan& what) {
  const auto most = what.requests > 0
                        ? what.requests
                        : std::numeric_limits<std::uint64_t>::max();
  const auto in_time = static_cast<std::uint64_t>(what.rate * what.seconds);
  return std::clamp<std::uint64_t>(in_time, 1, most);
}

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) +
           static_cast<double>(time.tv_usec) * 1e-6;
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

}  // namespace

generator::generator(const plan& what,
                     std::function<void(const progress&)> told)
    : plan_(what),
      told_(std::move(told)),
      dialer_(what),
      mix_(what.routes, what.seed),
      epoll_(common::check(::epoll_create1(EPOLL_CLOEXEC), "make an epoll")),
      free_(std::size_t{what.connections} * what.pipeline),
      parked_(what.connections),
      arrivals_({}, 1, 0),
      buffer_(RECEIVE_MAX) {
  for (const route& each : what.routes) {
    requests_.push_back("GET " + each.target +
                        " HTTP/1.1\r\nHost: " + what.host + "\r\n\r\n");
  }
  tally_.routes.resize(what.routes.size());
  all_.reserve(what.connections);
  for (std::uint32_t i = 0; i < what.connections; ++i) {
    all_.emplace_back(what.pipeline);
    all_[i].begin(dialer_.dial(i, DIAL_PATIENCE));
    all_[i].opened();
    watch(i);
  }
  alive_ = all_.size();
}

tally generator::run() {
  // The kernel may be 50 microseconds late by default, to save power; that
  // would be counted as the server's latency.
  ::prctl(PR_SET_TIMERSLACK, 1);
  const double cpu_before = cpu_seconds();
  begin();
  while (going_on()) {
    start_due();
    wait();
    tell();
  }
  tally_.unanswered = in_flight_;
  tally_.not_started = plan_.open_loop() ? arrivals_.overdue(now_) : 0;
  tally_.seconds = seconds(std::max(left_at_, last_answer_) - start_);
  tally_.cpu_seconds = cpu_seconds() - cpu_before;
  tally_.cpu_elapsed = seconds(steady::now() - start_);
  return std::move(tally_);
}

void generator::begin() {
  start_ = now_ = last_answer_ = steady::now();
  next_tell_ = start_ + TELL_EVERY;
  if (plan_.open_loop()) {
    arrivals_ = schedule(start_, plan_.rate, arrivals(plan_));
    for (unsigned place = 0; place < plan_.pipeline; ++place) {
      for (std::uint32_t i = 0; i < all_.size(); ++i) {
        free_.push(i);
      }
    }
    return;
  }
  for (std::uint32_t i = 0; i < all_.size(); ++i) {
    now_ = steady::now();
    refill(i);
  }
}

bool generator::going_on() {
  if (!leaving_ && over()) {
    leaving_ = true;
    left_at_ = now_;
  }
  return !leaving_ || (in_flight_ > 0 && now_ < left_at_ + plan_.grace);
}

bool generator::over() const {
  if (common::stop_requested() || alive_ == 0) {
    return true;
  }
  const time_point end = start_ + nanoseconds(plan_.seconds);
  if (plan_.open_loop()) {
    // What was due in time is still asked, late as it is.
    return arrivals_.exhausted() || now_ >= end + plan_.grace;
  }
  return now_ >= end ||
         (plan_.requests > 0 && tally_.started >= plan_.requests);
}

void generator::start_due() {
  if (leaving_ || !plan_.open_loop()) {
    return;
  }
  now_ = steady::now();
  while (arrivals_.due(now_) && !free_.empty()) {
    const std::uint32_t number = free_.pop();
    connection& where = all_[number];
    if (!where.is_open()) {
      ++parked_[number];
      continue;
    }
    ask(where, arrivals_.take());
    if (!where.flush()) {
      broken(number);
    }
  }
}

time_point generator::wake_at() const {
  if (leaving_) {
    return left_at_ + plan_.grace;
  }
  const time_point end = start_ + nanoseconds(plan_.seconds);
  if (!plan_.open_loop()) {
    return std::min(next_tell_, end);
  }
  const time_point next = free_.empty() ? end + plan_.grace : arrivals_.next();
  return std::min(next_tell_, next);
}

void generator::wait() {
  std::array<epoll_event, EVENTS_MAX> events;
  // Milliseconds, as epoll_wait has them, are too coarse for a schedule.
  const std::chrono::nanoseconds left =
      std::max(wake_at() - now_, steady::duration::zero());
  timespec patience{};
  patience.tv_sec = left.count() / 1'000'000'000;
  patience.tv_nsec = left.count() % 1'000'000'000;
  const int count = ::epoll_pwait2(epoll_.get(), events.data(), EVENTS_MAX,
                                   &patience, nullptr);
  if (count < 0 && errno != EINTR) {
    throw load_error(3, "epoll_pwait2 does not work: it needs Linux 5.11");
  }
  now_ = steady::now();
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    hear(event.data.u32, event.events);
  }
}

void generator::tell() {
  if (now_ < next_tell_) {
    return;
  }
  next_tell_ += TELL_EVERY;
  ++second_;
  const std::uint64_t answered = tally_.answered();
  if (told_) {
    told_({second_, answered - told_answered_, in_flight_,
           plan_.open_loop() ? arrivals_.overdue(now_) : 0, tally_.errors()});
  }
  told_answered_ = answered;
}

}  // namespace looplab::load
