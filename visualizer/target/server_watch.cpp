// SPDX-License-Identifier: BSL-1.0
//
// The log is read a moment after things happen, so one look can be too early:
// a server that was just woken still seems to sleep. Two looks with the same
// context switches and no event in between cannot be.
#include "visualizer/target/server_watch.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <set>

#include "visualizer/target/socket_table.hpp"

namespace looplab::target {
namespace {

using trace::event_kind;
using trace::verb;

/// Longer than the reader holds events back to put threads in order.
constexpr std::int64_t settled_ns = 5'000'000;

bool is_name(const trace::entry& e) {
  return e.kind == event_kind::create ||
         (e.kind == event_kind::note &&
          e.sub == static_cast<std::uint8_t>(trace::note_kind::name));
}

}  // namespace

void server_watch::read(const trace::log& events) {
  for (; read_ < events.size(); ++read_) {
    read_one(events, events[read_]);
  }
}

void server_watch::read_one(const trace::log& events, const trace::entry& e) {
  if (is_name(e) && trace::space_of(e.subject) == trace::id_space::descriptor &&
      events.text(e.text).starts_with("upstream")) {
    upstreams_[{e.process, e.subject}] = false;
  }
  note_transfer(e);
  if (e.kind == event_kind::end &&
      trace::space_of(e.subject) == trace::id_space::process) {
    std::erase_if(threads_, [&](const auto& one) {
      return one.first.first == e.process;
    });
    return;
  }
  if (e.kind == event_kind::end && e.subject == e.thread) {
    threads_.erase({e.process, e.thread});
    return;
  }
  thread& by = threads_[{e.process, e.thread}];
  if (e.kind == event_kind::gate) {
    by.at_gate = e.sub == static_cast<std::uint8_t>(trace::gate_phase::held);
    return;
  }
  const bool polls =
      e.kind == event_kind::poll &&
      e.sub == static_cast<std::uint8_t>(trace::poll_phase::begin);
  by.where = polls                        ? rest::in_poll
             : e.kind == event_kind::stop ? rest::in_call
                                          : rest::awake;
  by.on = polls ? e.subject : e.ref;
}

// A completion says only which operation is done; what that is on was said
// when it began.
void server_watch::note_operation(const trace::entry& e) {
  const auto what = static_cast<verb>(e.sub);
  const thing operation{e.process, e.subject};
  if (e.kind == event_kind::start) {
    const auto upstream = upstreams_.find({e.process, e.ref});
    receives_.erase(operation);
    if (upstream != upstreams_.end() && what == verb::receive) {
      receives_[operation] = e.ref;
    } else if (upstream != upstreams_.end() && what == verb::send) {
      upstream->second = true;
    }
    return;
  }
  const auto receive = receives_.find(operation);
  if (e.kind == event_kind::done && receive != receives_.end() && e.arg >= 0) {
    const auto upstream = upstreams_.find({e.process, receive->second});
    if (upstream != upstreams_.end()) {
      upstream->second = false;
    }
  }
}

void server_watch::note_transfer(const trace::entry& e) {
  note_operation(e);
  const auto upstream = upstreams_.find({e.process, e.subject});
  if (upstream == upstreams_.end()) {
    return;
  }
  const auto what = static_cast<verb>(e.sub);
  const bool acts = e.kind == event_kind::act;
  if (e.kind == event_kind::end || (acts && what == verb::close)) {
    upstreams_.erase(upstream);
  } else if (acts && (what == verb::write || what == verb::send)) {
    upstream->second = upstream->second || e.arg > 0;
  } else if (acts && (what == verb::read || what == verb::receive)) {
    upstream->second = upstream->second && e.arg < 0;
  }
}

bool server_watch::waits_upstream() const {
  return std::any_of(upstreams_.begin(), upstreams_.end(),
                     [](const auto& one) { return one.second; });
}

bool server_watch::threads_rest() const {
  return std::all_of(threads_.begin(), threads_.end(), [](const auto& one) {
    return one.second.where != rest::awake && !one.second.at_gate;
  });
}

bool server_watch::something_arrived(const trace::sample& seen) const {
  std::set<int> waited_for;
  for (const auto& [who, one] : threads_) {
    if (one.where == rest::in_call &&
        trace::space_of(one.on) == trace::id_space::descriptor) {
      waited_for.insert(trace::descriptor_of(one.on));
    }
  }
  for (const trace::watch_sample& watch : seen.watches) {
    // An edge is told of once, whether or not the bytes are taken then.
    const auto edge = static_cast<std::uint32_t>(EPOLLET);
    if ((watch.events & EPOLLIN) != 0 && (watch.events & edge) == 0) {
      waited_for.insert(watch.fd);
    }
  }
  return std::any_of(
      seen.sockets.begin(), seen.sockets.end(),
      [&](const trace::socket_sample& one) {
        return waited_for.contains(one.fd) &&
               (one.unread > 0 || one.what.ends_with(peer_closed));
      });
}

bool server_watch::asleep(const target& server) {
  if (!threads_rest() || server.stands_at_gate()) {
    disturb();
    return false;
  }
  trace::sample now = sampler_.look(server.pid());
  const bool sleeps = !now.threads.empty() &&
                      std::all_of(now.threads.begin(), now.threads.end(),
                                  [](const trace::thread_sample& one) {
                                    return one.state == 'S';
                                  }) &&
                      !something_arrived(now);
  const bool same = now.threads == last_.threads && read_ == last_read_;
  last_ = std::move(now);
  last_read_ = read_;
  if (!sleeps || !same) {
    disturb();
  }
  if (quiet_since_ns_ == 0) {
    quiet_since_ns_ = sleeps ? last_.t_ns : 0;
    return false;
  }
  return last_.t_ns - quiet_since_ns_ >= settled_ns;
}

}  // namespace looplab::target
