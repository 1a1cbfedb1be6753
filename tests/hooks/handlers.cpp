// SPDX-License-Identifier: BSL-1.0
//
// How each event may follow the ones before it.
#include "tests/hooks/handlers.hpp"

namespace looplab::test {

using trace::event_kind;

namespace {

constexpr std::size_t complaints_kept = 10;

}  // namespace

void handlers::complain(const trace::entry& e, const std::string& what) {
  if (complaints_.size() < complaints_kept) {
    complaints_.push_back("handler " + std::to_string(e.subject) + " " + what);
  }
}

void handlers::take(const trace::log&, const trace::entry& e) {
  if (e.kind == event_kind::gap) {
    return complain(e, "is not all there: events were lost");
  }
  if (e.kind == event_kind::create) {
    return create(e);
  }
  if (known_.contains(e.subject)) {
    switch (e.kind) {
      case event_kind::run:
        return run(e);
      case event_kind::stop:
        return stop(e);
      case event_kind::end:
        return end(e);
      default:
        return;
    }
  }
}

void handlers::create(const trace::entry& e) {
  if (static_cast<trace::thing_kind>(e.sub) != trace::thing_kind::callback) {
    return;
  }
  const bool by_thread =
      trace::space_of(e.ref) == trace::id_space::thread && e.ref == e.thread;
  if (!by_thread && !known_.contains(e.ref)) {
    complain(e, "has a parent that nobody knows");
  }
  if (known_.contains(e.subject)) {
    complain(e, "was created twice");
  }
  known_[e.subject] = {};
}

void handlers::run(const trace::entry& e) {
  handler& h = known_[e.subject];
  trace::id& runs = running_[e.thread];
  if (runs != 0) {
    complain(e, "runs on a thread that runs another");
  }
  runs = e.subject;
  if (h.at == stage::outside && h.thread != e.thread) {
    complain(e, "went on on another thread");
  } else if (h.at != stage::outside && h.at != stage::created) {
    complain(e, "ran twice");
  }
  ran_ += h.ran ? 0 : 1;
  h = {stage::running, true, e.thread};
}

void handlers::stop(const trace::entry& e) {
  handler& h = known_[e.subject];
  if (h.at != stage::running || h.thread != e.thread) {
    complain(e, "stopped where it did not run");
  }
  running_[e.thread] = 0;
  const auto why = static_cast<trace::wait_why>(e.sub);
  nested_ += why == trace::wait_why::await ? 1 : 0;
  h.at = why == trace::wait_why::finished ? stage::stopped : stage::outside;
}

void handlers::end(const trace::entry& e) {
  handler& h = known_[e.subject];
  const bool abandoned =
      static_cast<trace::end_how>(e.sub) == trace::end_how::abandoned;
  abandoned_ += abandoned ? 1 : 0;
  if (h.at != (abandoned ? stage::created : stage::stopped)) {
    complain(e, "ended out of turn");
  }
  h.at = stage::ended;
}

std::vector<std::string> handlers::complaints() const {
  std::vector<std::string> all = complaints_;
  std::size_t left = 0;
  for (const auto& [self, h] : known_) {
    left += h.at == stage::ended ? 0 : 1;
  }
  if (left > 0) {
    all.push_back(std::to_string(left) + " handlers never ended");
  }
  return all;
}

}  // namespace looplab::test
