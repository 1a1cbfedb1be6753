// SPDX-License-Identifier: BSL-1.0
//
// See tell_why.hpp. Who could end a wait but is only known from the past is
// said in the past tense.
#include "visualizer/model/tell_why.hpp"

#include <fmt/format.h>

#include "visualizer/model/words.hpp"

namespace looplab::model {

using trace::wait_why;

namespace {

std::string on_of(const fold& from, const why_link& link) {
  return called(from, link.process, link.on);
}

std::string lock_words(const fold& from, const why_link& link) {
  const std::string on = on_of(from, link);
  // A channel without room is neither full nor empty: two meet there.
  const thing_record* thing = from.thing(link.process, link.on);
  const bool meets = thing != nullptr && thing->meets;
  switch (link.why) {
    case wait_why::lock:
      return "wants " + on;
    case wait_why::join:
      return link.on == 0 ? "waits until another ends"
                          : fmt::format("waits until {} ends", on);
    case wait_why::await:
      return link.on == 0 ? "awaits a result" : "awaits " + on;
    case wait_why::condition:
      return "waits to be notified of " + on;
    case wait_why::channel_full:
      return fmt::format("waits on {}{}", on, meets ? "" : " (full)");
    case wait_why::channel_empty:
      return fmt::format("waits on {}{}", on, meets ? "" : " (empty)");
    case wait_why::idle:
      return "has nothing to do";
    case wait_why::signal:
      return "waits for a signal";
    default:
      return link.on == 0 ? "waits" : "waits for " + on;
  }
}

/// How the next one is named: "held by ", and "" after the name.
void name_next(const fold& from, const why_link& link, why_row& row) {
  row.name = called(from, link.process, link.next);
  switch (link.by) {
    case known_by::holds:
      row.before = "held by ";
      return;
    case known_by::line:
      row.before = "behind ";
      row.after = ", which has the thread";
      return;
    case known_by::gave:
      row.before = link.why == wait_why::channel_empty ? "last filled by "
                                                       : "last notified by ";
      return;
    case known_by::took:
      row.before = "last emptied by ";
      return;
    default:
      row.before = "that is ";
      return;
  }
}

/// "waits for lock A held by b": one link as a part of a sentence.
std::string clause(const fold& from, const why_link& link) {
  const std::string next = called(from, link.process, link.next);
  if (link.by == known_by::holds) {
    return fmt::format("waits for {} held by {}", on_of(from, link), next);
  }
  return link.why == wait_why::join ? fmt::format("waits until {} ends", next)
                                    : waits_in_words(from, link);
}

std::string last_named(const fold& from, const why_chain& chain) {
  const why_link& last = chain.links.back();
  return called(from, last.process, last.next != 0 ? last.next : last.who);
}

}  // namespace

std::string waits_in_words(const fold& from, const why_link& link) {
  switch (link.state) {
    case task_state::fresh:
      return "has not run yet";
    case task_state::running:
      return "runs";
    case task_state::ready:
      return "is ready, and stands in line";
    case task_state::waits_io:
      return link.on == 0 || link.on == link.who
                 ? std::string("waits for I/O")
                 : "waits for " + on_of(from, link);
    case task_state::waits_timer:
      return link.on == 0 || link.on == link.who
                 ? std::string("waits for its time to come")
                 : "waits for " + on_of(from, link);
    case task_state::waits_lock:
      return lock_words(from, link);
    case task_state::done:
      return "has ended";
    case task_state::failed:
      return "has ended in an error";
  }
  return {};
}

std::vector<why_row> tell_why(const fold& from, const why_chain& chain) {
  std::vector<why_row> out;
  const bool back =
      chain.ends == chain_end::deadlock || chain.ends == chain_end::ring;
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    const why_link& link = chain.links[i];
    why_row row;
    row.depth = static_cast<int>(i);
    row.who = link.who;
    row.process = link.process;
    row.state = link.state;
    row.before = i == 0 ? "" : "which";
    row.name = i == 0 ? called(from, link.process, link.who) : "";
    row.after = " " + waits_in_words(from, link);
    out.push_back(row);
    if (link.next == 0) {
      break;
    }
    const bool last = i + 1 == chain.links.size();
    why_row lead;
    lead.depth = static_cast<int>(i) + 1;
    lead.leads = true;
    lead.who = link.next;
    lead.process = link.process;
    lead.closes = last && back;
    lead.state = !last  ? chain.links[i + 1].state
                 : back ? chain.links[chain.again].state
                        : task_state::fresh;
    name_next(from, link, lead);
    out.push_back(lead);
  }
  return out;
}

std::string moral_of(const fold& from, const why_chain& chain) {
  const bool alone = chain.links.size() == 1;
  switch (chain.ends) {
    case chain_end::runs:
      return alone ? "It waits for nothing." : "Ends at one that runs: wait.";
    case chain_end::in_line:
      return "Ready: it runs when its turn comes.";
    case chain_end::outside:
      return "Ends at I/O: slow, but no deadlock.";
    case chain_end::timer:
      return "Ends at a timer: time alone ends it.";
    case chain_end::idle:
      return "Ends at one without work: not a deadlock.";
    case chain_end::over:
      return alone ? "It is over."
                   : last_named(from, chain) + " has ended: nobody lets go.";
    case chain_end::nobody:
      return "Who could end that wait, the events do not say.";
    case chain_end::deadlock:
      return "A deadlock: none of these can go on.";
    case chain_end::ring:
      return "It goes round: only somebody else could help.";
  }
  return {};
}

std::string deadlock_sentence(const fold& from, const why_chain& chain) {
  const std::size_t ring = chain.links.size() - chain.again;
  const why_link& first = chain.links[chain.again];
  std::string out = called(from, first.process, first.who);
  if (ring == 1) {
    return first.by == known_by::holds
               ? fmt::format(
                     "{} waits for {}, which it holds itself: it can "
                     "never go on.",
                     out, on_of(from, first))
               : fmt::format("{} waits for itself: it can never go on.", out);
  }
  for (std::size_t i = chain.again; i < chain.links.size(); ++i) {
    out += fmt::format("{} {}", i == chain.again ? "" : ", which",
                       clause(from, chain.links[i]));
  }
  return out +
         (ring == 2 ? ": neither can go on." : ": none of them can go on.");
}

}  // namespace looplab::model
