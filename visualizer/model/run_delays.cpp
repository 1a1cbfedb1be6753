// SPDX-License-Identifier: BSL-1.0
//
// See run_delays.hpp. What was before the first reading counts from the
// beginning of the thread: too much is taken away then, never too little.
#include "visualizer/model/run_delays.hpp"

#include <algorithm>
#include <limits>

namespace looplab::model {

namespace {

constexpr std::int64_t not_known = -1;

}  // namespace

void run_delays::take(const trace::sample& seen) {
  if (seen.process >= processes_.size()) {
    processes_.resize(seen.process + std::size_t{1});
  }
  std::deque<past>& of = processes_[seen.process];
  past now{seen.t_ns, {}};
  for (const trace::thread_sample& thread : seen.threads) {
    now.rows.push_back({thread.tid, thread.delay_ns});
  }
  of.push_back(std::move(now));
  if (of.size() > kept) {
    of.pop_front();
  }
}

std::int64_t run_delays::delay_in(const past& of, std::uint32_t tid) {
  const auto found = std::ranges::find(of.rows, tid, &row::tid);
  return found == of.rows.end() ? not_known : found->delay_ns;
}

const std::deque<run_delays::past>* run_delays::known(
    std::uint16_t process) const {
  const bool is = process < processes_.size() && !processes_[process].empty();
  return is ? &processes_[process] : nullptr;
}

/// Between two readings a thread was delayed by no more than they differ in,
/// and by no more than the time that both they and the stretch have.
std::optional<std::int64_t> run_delays::of_thread(const stretch_of_time& in,
                                                  std::uint32_t tid) const {
  const auto* readings = known(in.process);
  if (readings == nullptr || delay_in(readings->back(), tid) == not_known) {
    return std::nullopt;
  }
  std::int64_t sum = 0;
  std::int64_t from_ns = std::numeric_limits<std::int64_t>::min();
  std::int64_t before = 0;  // a thread begins with none
  for (const past& reading : *readings) {
    const std::int64_t delay = delay_in(reading, tid);
    if (delay == not_known) {
      continue;
    }
    const std::int64_t shared =
        std::min(reading.t_ns, in.ended_ns) - std::max(from_ns, in.began_ns);
    sum += std::clamp<std::int64_t>(delay - before, 0,
                                    std::max<std::int64_t>(shared, 0));
    before = delay;
    from_ns = reading.t_ns;
  }
  return sum;
}

std::optional<std::int64_t> run_delays::of_process(
    const stretch_of_time& in) const {
  const auto* readings = known(in.process);
  if (readings == nullptr) {
    return std::nullopt;
  }
  std::int64_t sum = 0;
  for (const row& thread : readings->back().rows) {
    const auto delay = of_thread(in, thread.tid);
    if (!delay) {
      return std::nullopt;
    }
    sum += *delay;
  }
  return sum;
}

}  // namespace looplab::model
