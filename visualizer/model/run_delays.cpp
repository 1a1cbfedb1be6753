// SPDX-License-Identifier: BSL-1.0
//
// See run_delays.hpp. What no reading has seen counts from the beginning of
// the thread: too much is taken away then, never too little.
#include "visualizer/model/run_delays.hpp"

#include <algorithm>

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

const run_delays::past* run_delays::before(const std::deque<past>& in,
                                           std::int64_t t_ns) {
  const auto after = std::ranges::upper_bound(in, t_ns, {}, &past::t_ns);
  return after == in.begin() ? nullptr : &*std::prev(after);
}

std::optional<std::int64_t> run_delays::of_thread(std::uint16_t process,
                                                  std::uint32_t tid,
                                                  std::int64_t began_ns) const {
  const auto* in = known(process);
  const std::int64_t now =
      in == nullptr ? not_known : delay_in(in->back(), tid);
  if (now == not_known) {
    return std::nullopt;
  }
  const past* from = before(*in, began_ns);
  const std::int64_t then = from == nullptr ? 0 : delay_in(*from, tid);
  return now - std::max<std::int64_t>(then, 0);
}

std::optional<std::int64_t> run_delays::of_process(
    std::uint16_t process, std::int64_t began_ns) const {
  const auto* in = known(process);
  if (in == nullptr) {
    return std::nullopt;
  }
  std::int64_t sum = 0;
  for (const row& thread : in->back().rows) {
    const auto delay = of_thread(process, thread.tid, began_ns);
    if (!delay) {
      return std::nullopt;
    }
    sum += *delay;
  }
  return sum;
}

}  // namespace looplab::model
