// SPDX-License-Identifier: BSL-1.0
//
// Lost wake-ups: a loop watches a socket for edges, bytes wait in it that were
// not there before, the loop sleeps, and nobody reads. Whoever does not want to
// read now leaves bytes, too, so it is told only where a task waits for them,
// or where nothing at all has happened for long.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::verb;

constexpr std::uint32_t in_event = 0x1u;            // EPOLLIN
constexpr std::uint32_t edge_triggered = 1u << 31;  // EPOLLET
constexpr std::int64_t patience_with_task_ns = 1'000'000'000;
constexpr std::int64_t patience_without_ns = 3'000'000'000;

/// Bytes that were seen in a socket, and have not been touched since.
struct waiting_bytes {
  std::uint16_t process = 0;
  int fd = -1;
  std::uint32_t bytes = 0;
  std::int64_t since_ns = 0;
  bool told = false;
};

class wakeups final : public watcher {
 public:
  explicit wakeups(findings& to) : to_(to) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::act) | bit(event_kind::gate) | bit(event_kind::end);
  }

  void take(const moment& at) override {
    if (seen_.empty()) {
      return;
    }
    // Somebody reads, accepts or closes it; or time was not the program's own.
    std::erase_if(seen_, [&](const waiting_bytes& one) {
      return one.process == at.e.process &&
             (at.e.kind == event_kind::gate ||
              trace::descriptor_id(one.fd) == at.e.subject);
    });
  }

  void take_sample(const reading& from) override;

 private:
  void look_at(const reading& from, const trace::socket_sample& socket);

  findings& to_;
  std::vector<waiting_bytes> seen_;
};

/// A task that waits for the descriptor, or for an operation on it.
const task_record* who_waits_for(const fold& now, std::uint16_t process,
                                 id descriptor) {
  const auto& tasks = now.now().tasks;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const task_record& t = tasks[i];
    if (t.self == 0 || t.process != process ||
        t.state != task_state::waits_io ||
        t.kind == trace::thing_kind::thread) {
      continue;
    }
    const thing_record* op = now.thing(process, t.on);
    if (t.on == descriptor || (op != nullptr && op->owner == descriptor)) {
      return &t;
    }
  }
  return nullptr;
}

/// How long the loop that watches its edges has slept, 0 if it does not.
std::int64_t slept_ns(const reading& from, const descriptor_record& d) {
  const loop_record* loop = from.now.loop(d.process, d.loop);
  return loop == nullptr || loop->phase != loop_phase::asleep
             ? 0
             : from.seen.t_ns - loop->asleep_since_ns;
}

void wakeups::look_at(const reading& from, const trace::socket_sample& socket) {
  const std::uint16_t process = from.seen.process;
  const id self = trace::descriptor_id(socket.fd);
  const descriptor_record* d = from.now.descriptor(process, self);
  const std::uint32_t wanted = in_event | edge_triggered;
  auto known = std::find_if(seen_.begin(), seen_.end(), [&](const auto& one) {
    return one.process == process && one.fd == socket.fd;
  });
  const bool waits = socket.unread > 0 && socket.what != "eventfd" &&
                     d != nullptr && d->open &&
                     (d->interest & wanted) == wanted;
  if (!waits) {
    if (known != seen_.end()) {
      seen_.erase(known);
    }
    return;
  }
  if (known == seen_.end() || known->bytes != socket.unread) {
    const waiting_bytes fresh{process, socket.fd, socket.unread, from.seen.t_ns,
                              false};
    known == seen_.end() ? seen_.push_back(fresh) : void(*known = fresh);
    return;
  }
  const std::int64_t ns = from.seen.t_ns - known->since_ns;
  const task_record* who = who_waits_for(from.now, process, self);
  const bool asleep = slept_ns(from, *d) > 0;
  const bool idle = slept_ns(from, *d) >= patience_without_ns &&
                    !from.now.now().processes[process].has_tasks;
  if (known->told || ns < patience_with_task_ns || !asleep ||
      (who == nullptr && !idle)) {
    return;
  }
  known->told = true;
  const std::string bytes = counted(socket.unread, said::names::byte);
  const std::string name = called(from.now, process, self);
  to_.report(
      {warning_kind::lost_wakeup, process, who == nullptr ? self : who->self,
       d->place, socket.unread,
       socket.unread == 1
           ? fmt::format(said::warnings::byte_waits, bytes, name, duration(ns))
           : fmt::format(said::warnings::bytes_wait, bytes, name, duration(ns)),
       said::warnings::read_all});
}

void wakeups::take_sample(const reading& from) {
  for (const trace::socket_sample& socket : from.seen.sockets) {
    look_at(from, socket);
  }
}

}  // namespace

std::unique_ptr<watcher> watch_wakeups(findings& to, const warning_limits&) {
  return std::make_unique<wakeups>(to);
}

}  // namespace looplab::model
