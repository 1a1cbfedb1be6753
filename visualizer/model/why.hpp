// SPDX-License-Identifier: BSL-1.0
//
// Why somebody waits: for what, who could end that wait, what that one waits
// for, and so on, as far as the events know. Nobody is guessed: where they do
// not say who, the chain ends, and a deadlock is only what they are sure of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

/// How the events know who could end a wait.
enum class known_by : std::uint8_t {
  nobody,  ///< they do not say
  holds,   ///< it has locked what is wanted
  ends,    ///< it is itself what is waited for
  line,    ///< it runs on the thread that the other one needs
  gave,    ///< it sent or notified there last; the next may be another
  took,    ///< it received there last; the next may be another
};

/// Whether nobody else could end the wait.
constexpr bool is_sure(known_by by) {
  return by == known_by::holds || by == known_by::ends || by == known_by::line;
}

/// One task, thread or descriptor of a chain, and what leads to the next one.
struct why_link {
  std::uint16_t process = 0;
  id who = 0;
  task_state state = task_state::fresh;
  trace::wait_why why = trace::wait_why::none;
  id on = 0;                  ///< what it waits on
  std::int64_t since_ns = 0;  ///< when it came into this state
  known_by by = known_by::nobody;
  id next = 0;  ///< who could end that wait; 0 = not known
};

/// Where a chain ends, and with it what the first one can hope for.
enum class chain_end : std::uint8_t {
  runs,      ///< the last one runs
  in_line,   ///< the last one is ready; nobody is known to run before it
  outside,   ///< the last one waits for I/O
  timer,     ///< the last one waits for time to pass
  idle,      ///< the last one has nothing to do
  over,      ///< the last one has ended: what it held is held for ever
  nobody,    ///< the events do not say who could end the last wait
  deadlock,  ///< it comes back to one of its own, and all of that is sure
  ring,      ///< it comes back, but somebody else might still help
};

struct why_chain {
  std::vector<why_link> links;  ///< the one asked about first; at least one
  chain_end ends = chain_end::nobody;
  /// deadlock and ring: the last link leads back to `links[again]`.
  std::size_t again = 0;
};

/// The chain that begins with a task, thread or descriptor, as of the fold's
/// moment. Each of them occurs in it once.
why_chain why(const fold& from, std::uint16_t process, id who);

/// Every deadlock of the fold's moment once, as a chain that is nothing but
/// the ring: `again` is 0. Cost: proportional to the tasks known.
std::vector<why_chain> deadlocks(const fold& from);

/// Those who wait for this one and for nobody before it: the links whose `next`
/// it is, in order of birth.
std::vector<why_link> waiting_on(const fold& from, std::uint16_t process,
                                 id whom);

}  // namespace looplab::model
