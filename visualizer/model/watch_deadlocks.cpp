// SPDX-License-Identifier: BSL-1.0
//
// Tasks that wait for each other in a circle. The circle itself is found by
// why.hpp; here it is looked for at each reading of /proc and at the end of a
// process, and told once it was there before: a circle that can be left is
// none.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/why.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

/// Of a name: two of them stand in the sentence.
constexpr std::size_t most_of_each = 16;

/// A circle, as it is known again.
struct circle {
  std::uint16_t process = 0;
  id first = 0;
  std::int64_t since_ns = 0;
  bool operator==(const circle&) const = default;
};

circle known_again(const why_chain& ring) {
  const auto least = std::ranges::min_element(ring.links, {}, &why_link::who);
  return {least->process, least->who, least->since_ns};
}

std::string words_of_circle(const fold& now, const why_chain& ring) {
  const auto name = [&](std::size_t i) {
    return called(now, ring.links[i].process, ring.links[i].who, most_of_each);
  };
  switch (ring.links.size()) {
    case 1:
      return fmt::format(said::warnings::circle_of_one, name(0));
    case 2:
      return fmt::format(said::warnings::circle_of_two, name(0), name(1));
    default:
      return fmt::format(
          said::warnings::circle, name(0), name(1),
          counted(static_cast<std::int64_t>(ring.links.size() - 2),
                  said::warnings::other));
  }
}

class deadlock_watcher final : public watcher {
 public:
  explicit deadlock_watcher(findings& to) : to_(to) {}

  std::uint32_t kinds() const override { return bit(trace::event_kind::end); }

  void take(const moment& at) override {
    if (trace::space_of(at.e.subject) == trace::id_space::process) {
      look(at.before, at.e.process, true);
    }
  }

  void take_sample(const reading& from) override {
    look(from.now, from.seen.process, false);
  }

 private:
  void look(const fold& now, std::uint16_t process, bool last);
  void tell(const fold& now, const why_chain& ring);

  findings& to_;
  std::vector<circle> before_, told_;
};

void deadlock_watcher::look(const fold& now, std::uint16_t process, bool last) {
  std::vector<circle> here;
  for (const why_chain& ring : deadlocks(now)) {
    const circle one = known_again(ring);
    if (one.process != process) {
      continue;
    }
    here.push_back(one);
    const bool stays = last || std::ranges::find(before_, one) != before_.end();
    if (stays && std::ranges::find(told_, one) == told_.end()) {
      told_.push_back(one);
      tell(now, ring);
    }
  }
  std::erase_if(before_,
                [&](const circle& one) { return one.process == process; });
  before_.insert(before_.end(), here.begin(), here.end());
}

void deadlock_watcher::tell(const fold& now, const why_chain& ring) {
  const why_link& first = ring.links.front();
  const task_record* t = now.task(first.process, first.who);
  to_.report({warning_kind::deadlock, first.process, first.who,
              t == nullptr ? 0 : t->place,
              static_cast<std::int64_t>(ring.links.size()),
              words_of_circle(now, ring), said::warnings::one_order});
}

}  // namespace

std::unique_ptr<watcher> watch_deadlocks(findings& to, const warning_limits&) {
  return std::make_unique<deadlock_watcher>(to);
}

}  // namespace looplab::model
