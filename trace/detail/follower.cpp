// SPDX-License-Identifier: BSL-1.0
//
// Merges the rings of one process by time. Within a thread the order is the
// ring's, whatever the clocks say. Between threads it is that of the clock; an
// event is held back until it is a little older than the moment of reading,
// because its writer may have read the clock and not published yet. That a
// process has ended only a reader can tell: `_exit`, a signal and exec leave it
// no time to say so itself.
#include "trace/detail/follower.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <queue>

namespace looplab::trace::detail {

namespace {

std::string line_of(const std::string& path) {
  char text[4096];
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
  if (fd >= 0) {
    close(fd);
  }
  std::string line(text, n > 0 ? static_cast<std::size_t>(n) : 0);
  while (!line.empty() && (line.back() == '\0' || line.back() == '\n')) {
    line.pop_back();
  }
  std::replace(line.begin(), line.end(), '\0', ' ');
  return line;
}

/// Whether the process still has the file in its memory, as exec leaves none. A
/// line of its map ends in inode and path; the path alone could be that of the
/// next program's file, the inode alone that of another file system's.
bool maps(const trace_file& file, const std::string& proc) {
  const std::string inode = " " + std::to_string(file.inode()) + " ";
  const std::string name = "/" + std::to_string(file.plan().pid) + ".trace";
  std::ifstream map(proc + "/maps");
  for (std::string line; std::getline(map, line);) {
    if (line.find(inode) != line.npos && line.find(name) != line.npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> successor_of(const trace_file& file) {
  const file_plan& plan = file.plan();
  const std::string proc = "/proc/" + std::to_string(plan.pid);
  const std::string stat = line_of(proc + "/stat");
  const std::size_t name_end = stat.rfind(')');  // of the second field
  std::size_t at = name_end;
  for (int field = 2; at != stat.npos && field < 22; ++field) {
    at = stat.find(' ', at + 1);
  }
  const bool same = at != stat.npos && std::strtoull(stat.c_str() + at, nullptr,
                                                     10) == plan.pid_start;
  // Another one may have the number by now; a dead one that nobody has asked
  // for yet keeps it.
  if (!same || stat.find_first_of("ZX", name_end) == name_end + 2) {
    return "";
  }
  // Whoever reads its own file does not see its own lock.
  const bool self = plan.pid == static_cast<std::uint32_t>(getpid());
  if (self || line_of(proc + "/cmdline").empty() || maps(file, proc)) {
    return std::nullopt;
  }
  return line_of(proc + "/comm");
}

writer_state follower::state() const {
  if (file_->locked_by_other(layout::writer_lock_byte)) {
    return writer_state::live;
  }
  if (file_->intact() && file_->head().state.load(std::memory_order_acquire) ==
                             layout::file_state::closed) {
    return writer_state::closed;
  }
  return writer_state::crashed;
}

void follower::meet(const file_plan& other) {
  const file_plan& own = file_->plan();
  if (other.pid == own.pid && other.ns0 > own.ns0) {
    replaced_ = true;
    successor_ = other.pid_start == own.pid_start ? other.comm : "";
  }
}

void follower::introduce(log& to) {
  const file_plan& plan = file_->plan();
  process_info info;
  info.pid = plan.pid;
  info.name = plan.comm;
  info.clock = plan.clock == layout::clock_kind::tsc ? "tsc" : "monotonic";
  if (state() == writer_state::live) {
    info.command = line_of("/proc/" + std::to_string(plan.pid) + "/cmdline");
  }
  process_ = to.add_process(std::move(info));
  words_ = std::make_unique<translation>(*file_, process_);
}

void follower::read_clocks(bool live) {
  const file_plan& plan = file_->plan();
  const bool tsc = plan.clock == layout::clock_kind::tsc;
  clock_pair last{file_->head().ticks1.load(std::memory_order_relaxed),
                  file_->head().ns1.load(std::memory_order_relaxed)};
  // The longer the line, the better; but a counter of another boot of the
  // machine, or of another machine, is no point on it.
  if (live || (plan.clock == layout::clock_kind::tsc &&
               line_of("/proc/sys/kernel/random/boot_id") == plan.boot_id)) {
    last = read_both(tsc);
  }
  now_ticks_ = last.ticks;
  now_ns_ = std::min(last.ns, static_cast<std::uint64_t>(latest_ns));
  clock_ = clock_line(plan.clock, {plan.ticks0, plan.ns0}, last);
}

std::uint64_t follower::ticks_at(std::int64_t ns) const {
  const auto now = static_cast<std::int64_t>(now_ns_);
  return ns < now ? now_ticks_ -
                        clock_.ticks_in(static_cast<std::uint64_t>(now - ns))
                  : now_ticks_ +
                        clock_.ticks_in(static_cast<std::uint64_t>(ns - now));
}

void follower::pull(bool live) {
  const std::uint32_t high =
      std::min(file_->head().rings_high.load(std::memory_order_acquire),
               file_->plan().ring_count);
  while (rings_.size() < high) {
    rings_.emplace_back(*file_, static_cast<std::uint32_t>(rings_.size()));
    if (!attached_) {
      rings_.back().begin(!live);
    }
  }
  for (ring_cursor& ring : rings_) {
    untold_ = !ring.pull() || untold_;
  }
}

entry follower::translate(log& to, const owned_event& from) {
  const event& e = from.what;
  last_ns_ = std::max(
      last_ns_, std::clamp(clock_.to_ns(e.ts), std::int64_t{0}, latest_ns));
  if (e.kind == event_kind::create) {
    told_.insert(e.subject);
  } else if (e.kind == event_kind::end) {
    told_.erase(e.subject);
  }
  return {last_ns_,
          e.kind,
          e.sub,
          process_,
          words_->place_at(to, e.loc),
          e.subject,
          e.ref,
          words_->text(to, e.str),
          from.thread,
          e.arg};
}

void follower::merge(log& to, std::vector<entry>& out, std::size_t most,
                     std::uint64_t until) {
  struct next {
    std::uint64_t ts;
    std::size_t ring;
  };

  const auto later = [](const next& a, const next& b) {
    return a.ts != b.ts ? a.ts > b.ts : a.ring > b.ring;
  };
  std::priority_queue<next, std::vector<next>, decltype(later)> heads(later);
  const auto offer = [&](std::size_t ring) {
    const auto& pending = rings_[ring].pending();
    if (!pending.empty() && pending.front().what.ts <= until) {
      heads.push({pending.front().what.ts, ring});
    }
  };
  for (std::size_t i = 0; i < rings_.size(); ++i) {
    offer(i);
  }
  while (!heads.empty() && out.size() < most) {
    const next at = heads.top();
    heads.pop();
    auto& pending = rings_[at.ring].pending();
    // Threads seldom alternate event by event: take a run of one of them.
    const std::uint64_t limit =
        heads.empty() ? until : std::min(until, heads.top().ts);
    do {
      out.push_back(translate(to, pending.front()));
      pending.pop_front();
    } while (!pending.empty() && out.size() < most &&
             pending.front().what.ts <= limit);
    offer(at.ring);
  }
}

void follower::update(log& to, bool live) const {
  process_info& info = to.process(process_);
  info.live = live;
  info.lost = file_->head().interrupted.load(std::memory_order_relaxed);
  for (const ring_cursor& ring : rings_) {
    info.lost += ring.lost();
  }
  info.unrecorded = file_->head().unrecorded.load(std::memory_order_relaxed);
}

bool follower::has_pending() const {
  return std::any_of(rings_.begin(), rings_.end(), [](const ring_cursor& ring) {
    return !ring.pending().empty();
  });
}

/// When it ended nobody has said. It is told for the earliest moment at which
/// it may have: before whatever others did because of it, and not before it
/// began, if it did nothing and nobody saw it live.
void follower::tell_end(log& to, std::vector<entry>& out) {
  if (!replaced_) {
    const auto found = successor_of(*file_);
    over_ = found.has_value();
    successor_ = found.value_or("");
  } else {
    over_ = true;
  }
  if (!over_ || words_ == nullptr) {
    return;
  }
  entry end{};
  end.kind = event_kind::end;
  end.process = process_;
  end.subject = process_id_of(file_->plan().pid);
  end.text = to.add_text(successor_);
  const auto began_ns = std::clamp(static_cast<std::int64_t>(file_->plan().ns0),
                                   std::int64_t{0}, latest_ns);
  end.t_ns = last_ns_ = std::max({last_ns_, alive_ns_, began_ns});
  to.process(process_).live = false;
  out.push_back(end);
}

std::vector<entry> follower::gather(log& tables, std::size_t most,
                                    std::int64_t before_ns, bool to_the_end) {
  std::vector<entry> out;
  if (!file_->intact()) {
    // Cut off under us: nothing in it can be looked at any more.
    if (!over_ && state() != writer_state::live) {
      tell_end(tables, out);
    }
    return out;
  }
  if (words_ == nullptr) {
    introduce(tables);
  }
  const bool live = state() == writer_state::live;
  read_clocks(live);
  const bool first = !attached_;
  pull(live);
  attached_ = true;
  if (untold_ || first) {
    restate(tables, out);
    untold_ = false;
  }
  const bool everything = to_the_end && !live;
  merge(tables, out, std::max(most, out.size() + 1),
        everything ? ~std::uint64_t{0} : ticks_at(before_ns));
  update(tables, live);
  if (live) {
    alive_ns_ = before_ns;
  } else if (!over_ && !has_pending() && out.size() < most) {
    tell_end(tables, out);
  }
  return out;
}

}  // namespace looplab::trace::detail
