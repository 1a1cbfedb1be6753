// SPDX-License-Identifier: BSL-1.0
//
// Each waits for one thing at most, so who waits for whom is a set of paths:
// a path either ends or runs into a ring.
#include "visualizer/model/why.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace looplab::model {

using trace::id_space;
using trace::thing_kind;
using trace::wait_why;

namespace {

/// Who runs on this thread: its task, else the thread itself if it is awake.
id running_on(const fold& from, std::uint16_t process, id thread) {
  const task_record* t = from.task(process, thread);
  if (t == nullptr) {
    return 0;
  }
  if (t->running != no_slot) {
    return from.now().tasks[t->running].self;
  }
  return t->touching != no_slot ? from.now().descriptors[t->touching].self : 0;
}

void lead(why_link& from, known_by by, id next) {
  from.next = next;
  from.by = next == 0 ? known_by::nobody : by;
}

void lead_to_lock(const fold& from, why_link& link) {
  if (const thing_record* lock = from.thing(link.process, link.on)) {
    lead(link, known_by::holds, lock->holder);
  }
}

/// Whoever was at the other side of a channel, a condition or a word last.
void lead_to_other_side(const fold& from, why_link& link) {
  const thing_record* thing = from.thing(link.process, link.on);
  if (thing == nullptr) {
    return;
  }
  const bool full = link.why == wait_why::channel_full;
  lead(link, full ? known_by::took : known_by::gave,
       full ? thing->taker : thing->giver);
}

void lead_on(const fold& from, why_link& link) {
  switch (link.why) {
    case wait_why::lock:
      return lead_to_lock(from, link);
    case wait_why::join:
      return lead(link, known_by::ends, link.on);
    case wait_why::await:
      return from.task(link.process, link.on) != nullptr
                 ? lead(link, known_by::ends, link.on)
                 : lead_to_other_side(from, link);
    case wait_why::condition:
    case wait_why::channel_full:
    case wait_why::channel_empty:
      return lead_to_other_side(from, link);
    default:
      return;
  }
}

why_link link_of(const fold& from, const task_record& t) {
  why_link out{t.process, t.self,     t.state,          t.why,
               t.on,      t.since_ns, known_by::nobody, 0};
  if (t.state == task_state::waits_lock) {
    lead_on(from, out);
  } else if (t.state == task_state::ready) {
    const id before = running_on(from, t.process, t.thread);
    lead(out, known_by::line, before == t.self ? 0 : before);
  }
  return out;
}

why_link link_of(const fold& from, const descriptor_record& d) {
  const bool waits = d.state == task_state::waits_io;
  why_link out{d.process,
               d.self,
               d.state,
               waits ? wait_why::io : wait_why::none,
               waits ? d.self : 0,
               d.since_ns,
               known_by::nobody,
               0};
  const loop_record* loop = from.loop(d.process, d.loop);
  if (d.state == task_state::ready && loop != nullptr) {
    const id before = running_on(from, d.process, loop->thread);
    lead(out, known_by::line, before == d.self ? 0 : before);
  }
  return out;
}

bool find_link(const fold& from, std::uint16_t process, id who,
               why_link& into) {
  if (const task_record* t = from.task(process, who)) {
    into = link_of(from, *t);
  } else if (const descriptor_record* d = from.descriptor(process, who)) {
    into = link_of(from, *d);
  } else {
    return false;
  }
  return true;
}

/// What a chain comes to whose last link leads to nobody.
chain_end end_of(const why_link& last) {
  switch (last.state) {
    case task_state::running:
      return chain_end::runs;
    case task_state::ready:
      return chain_end::in_line;
    case task_state::waits_io:
      return chain_end::outside;
    case task_state::waits_timer:
      return chain_end::timer;
    case task_state::done:
    case task_state::failed:
      return chain_end::over;
    default:
      return last.why == wait_why::idle ? chain_end::idle : chain_end::nobody;
  }
}

bool is_sure_from(const why_chain& chain, std::size_t first) {
  return std::all_of(chain.links.begin() + static_cast<std::ptrdiff_t>(first),
                     chain.links.end(),
                     [](const why_link& l) { return is_sure(l.by); });
}

using walked_set = std::set<std::pair<std::uint16_t, id>>;

/// The chain from `who` until it ends, or leads to one that has been walked
/// over before; those on the way are added to them. A ring that was met before
/// has been told then.
why_chain walk(const fold& from, std::uint16_t process, id who,
               walked_set& walked) {
  why_chain out;
  why_link link;
  while (find_link(from, process, who, link)) {
    walked.insert({process, who});
    out.links.push_back(link);
    who = link.next;
    if (who == 0) {
      out.ends = end_of(link);
      return out;
    }
    if (walked.contains({process, who})) {
      const auto again =
          std::find_if(out.links.begin(), out.links.end(),
                       [&](const why_link& l) { return l.who == who; });
      out.again = static_cast<std::size_t>(again - out.links.begin());
      if (again != out.links.end()) {
        out.ends = is_sure_from(out, out.again) ? chain_end::deadlock
                                                : chain_end::ring;
      }
      return out;
    }
  }
  if (out.links.empty()) {
    link.process = process;
    link.who = who;
    out.links.push_back(link);  // not known, or no more: it is still named
  }
  return out;  // the last is somebody of whom nothing has been seen
}

}  // namespace

why_chain why(const fold& from, std::uint16_t process, id who) {
  walked_set walked;
  return walk(from, process, who, walked);
}

std::vector<why_chain> deadlocks(const fold& from) {
  std::vector<why_chain> out;
  walked_set walked;
  const facts& now = from.now();
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    const task_record& t = now.tasks[i];
    if (t.self == 0 || t.state != task_state::waits_lock ||
        walked.contains({t.process, t.self})) {
      continue;
    }
    why_chain chain = walk(from, t.process, t.self, walked);
    if (chain.ends == chain_end::deadlock) {
      chain.links.erase(
          chain.links.begin(),
          chain.links.begin() + static_cast<std::ptrdiff_t>(chain.again));
      chain.again = 0;
      out.push_back(std::move(chain));
    }
  }
  return out;
}

std::vector<why_link> waiting_on(const fold& from, std::uint16_t process,
                                 id whom) {
  std::vector<std::tuple<std::uint32_t, why_link>> found;
  const facts& now = from.now();
  const auto consider = [&](const auto& record, const auto* newest) {
    if (record.self == 0 || record.process != process || newest != &record) {
      return;  // another one, or one that is over and whose id is used again
    }
    const why_link link = link_of(from, record);
    if (link.next == whom) {
      found.emplace_back(record.born, link);
    }
  };
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    consider(now.tasks[i], from.task(process, now.tasks[i].self));
  }
  for (std::size_t i = 0; i < now.descriptors.size(); ++i) {
    const id self = now.descriptors[i].self;
    if (from.task(process, self) == nullptr) {
      consider(now.descriptors[i], from.descriptor(process, self));
    }
  }
  std::stable_sort(found.begin(), found.end(), [](auto& a, auto& b) {
    return std::get<0>(a) < std::get<0>(b);
  });
  std::vector<why_link> out;
  for (const auto& [born, link] : found) {
    out.push_back(link);
  }
  return out;
}

}  // namespace looplab::model
