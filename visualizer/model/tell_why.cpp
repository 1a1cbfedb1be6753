// SPDX-License-Identifier: BSL-1.0
//
// See tell_why.hpp. Who could end a wait but is only known from the past is
// said in the past tense.
#include "visualizer/model/tell_why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "visualizer/model/said.hpp"
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
      return fmt::format(said::waits::wants, on);
    case wait_why::join:
      return link.on == 0 ? said::waits::for_any_end
                          : fmt::format(said::waits::for_end, on);
    case wait_why::await:
      return link.on == 0 ? said::waits::awaits_result
                          : fmt::format(said::waits::awaits, on);
    case wait_why::condition:
      return fmt::format(said::waits::for_notice, on);
    case wait_why::channel_full:
      return meets ? fmt::format(said::why::waits_at, on)
                   : fmt::format(said::why::waits_at_full, on);
    case wait_why::channel_empty:
      return meets ? fmt::format(said::why::waits_at, on)
                   : fmt::format(said::why::waits_at_empty, on);
    case wait_why::idle:
      return said::waits::idles;
    case wait_why::signal:
      return said::waits::for_signal;
    default:
      return link.on == 0 ? said::waits::for_something
                          : fmt::format(said::waits::for_thing, on);
  }
}

/// What the next one has to do with the wait: words around its name.
std::string_view around_next(const why_link& link) {
  switch (link.by) {
    case known_by::holds:
      return said::why::held_by;
    case known_by::line:
      return said::why::behind;
    case known_by::gave:
      return link.why == wait_why::channel_empty ? said::why::filled_by
                                                 : said::why::notified_by;
    case known_by::took:
      return said::why::emptied_by;
    default:
      return said::why::that_is;
  }
}

/// The words before a name and behind it: a screen shows the name its own way.
void name_next(const fold& from, const why_link& link, why_row& row) {
  const std::string_view around = around_next(link);
  const std::size_t at = std::min(around.find("{}"), around.size());
  row.before = around.substr(0, at);
  row.name = called(from, link.process, link.next);
  row.after = around.substr(std::min(at + 2, around.size()));
}

/// "waits for lock A held by b": one link as a part of a sentence.
std::string clause(const fold& from, const why_link& link) {
  const std::string next = called(from, link.process, link.next);
  if (link.by == known_by::holds) {
    return fmt::format(said::why::for_held, on_of(from, link), next);
  }
  return link.why == wait_why::join ? fmt::format(said::waits::for_end, next)
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
      return said::why::not_run_yet;
    case task_state::running:
      return said::why::runs;
    case task_state::ready:
      return said::why::in_line;
    case task_state::waits_io:
      return link.on == 0 || link.on == link.who
                 ? said::waits::for_io
                 : fmt::format(said::waits::for_thing, on_of(from, link));
    case task_state::waits_timer:
      return link.on == 0 || link.on == link.who
                 ? said::waits::for_time
                 : fmt::format(said::waits::for_thing, on_of(from, link));
    case task_state::waits_lock:
      return lock_words(from, link);
    case task_state::done:
      return said::why::ended;
    case task_state::failed:
      return said::why::ended_in_error;
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
    row.before = i == 0 ? "" : said::why::which;
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
      return alone ? said::why::waits_for_nothing : said::why::ends_running;
    case chain_end::in_line:
      return said::why::ends_in_line;
    case chain_end::outside:
      return said::why::ends_at_io;
    case chain_end::timer:
      return said::why::ends_at_timer;
    case chain_end::idle:
      return said::why::ends_idle;
    case chain_end::over:
      return alone ? said::why::is_over
                   : fmt::format(said::why::ends_over, last_named(from, chain));
    case chain_end::nobody:
      return said::why::ends_unknown;
    case chain_end::deadlock:
      return said::why::is_deadlock;
    case chain_end::ring:
      return said::why::goes_round;
  }
  return {};
}

std::string deadlock_sentence(const fold& from, const why_chain& chain) {
  const std::size_t ring = chain.links.size() - chain.again;
  const why_link& first = chain.links[chain.again];
  std::string out = called(from, first.process, first.who);
  if (ring == 1) {
    return first.by == known_by::holds
               ? fmt::format(said::why::holds_it_itself, out,
                             on_of(from, first))
               : fmt::format(said::why::waits_for_itself, out);
  }
  for (std::size_t i = chain.again; i < chain.links.size(); ++i) {
    const std::string link = clause(from, chain.links[i]);
    out = i == chain.again ? fmt::format(said::why::first_link, out, link)
                           : fmt::format(said::why::further_link, out, link);
  }
  return ring == 2 ? fmt::format(said::why::neither, out)
                   : fmt::format(said::why::none, out);
}

}  // namespace looplab::model
