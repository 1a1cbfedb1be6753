// SPDX-License-Identifier: BSL-1.0
//
// Descriptors that were read to their end and never closed, while others are
// opened in the same line. One such is perhaps still needed; eight that nobody
// has touched for a second are a leak.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::verb;

constexpr std::size_t enough = 8;
constexpr std::size_t most_kept = 512;
constexpr std::int64_t long_ago_ns = 1'000'000'000;

/// Where descriptors of one sort come from.
struct origin {
  std::uint16_t process = 0;
  std::uint32_t place = 0, what = 0;
  std::uint64_t next_told = enough;

  bool operator==(const origin& other) const {
    return process == other.process && place == other.place &&
           what == other.what;
  }
};

/// One that was read to its end.
struct spent {
  std::uint16_t process = 0;
  id self = 0;
  std::size_t from = 0;  ///< index of its origin
  std::int64_t since_ns = 0;
};

class descriptor_watcher final : public watcher {
 public:
  explicit descriptor_watcher(findings& to) : to_(to) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::create) | bit(event_kind::act) |
           bit(event_kind::end);
  }

  void take(const moment& at) override;

 private:
  void take_create(const moment& at);
  void touch(const trace::entry& e);
  std::size_t origin_of(const origin& like);

  findings& to_;
  std::vector<origin> origins_;
  std::vector<spent> spent_;
};

std::size_t descriptor_watcher::origin_of(const origin& like) {
  const auto it = std::ranges::find(origins_, like);
  if (it != origins_.end()) {
    return static_cast<std::size_t>(it - origins_.begin());
  }
  origins_.push_back(like);
  return origins_.size() - 1;
}

void descriptor_watcher::touch(const trace::entry& e) {
  std::erase_if(spent_, [&](const spent& one) {
    return one.self == e.subject && one.process == e.process;
  });
}

void descriptor_watcher::take_create(const moment& at) {
  touch(at.e);
  if (spent_.size() < enough || at.e.place == 0) {
    return;
  }
  const std::size_t from = origin_of({at.e.process, at.e.place, at.e.text});
  const auto open = static_cast<std::uint64_t>(
      std::ranges::count_if(spent_, [&](const spent& one) {
        return one.from == from && at.e.t_ns - one.since_ns >= long_ago_ns;
      }));
  if (open < origins_[from].next_told) {
    return;
  }
  origins_[from].next_told = open * 2;
  const std::string_view what = at.before.events().text(at.e.text);
  to_.report({warning_kind::descriptor_leak, at.e.process, at.e.subject,
              at.e.place, static_cast<std::int64_t>(open),
              fmt::format(said::warnings::leak, open, shortened(what, 12)),
              said::warnings::close_them});
}

void descriptor_watcher::take(const moment& at) {
  const trace::entry& e = at.e;
  if (trace::space_of(e.subject) != trace::id_space::descriptor) {
    return;
  }
  if (e.kind == event_kind::create) {
    return take_create(at);
  }
  if (!spent_.empty()) {
    touch(e);
  }
  if (!at.is(event_kind::act, verb::read) || e.arg != 0 ||
      spent_.size() == most_kept) {
    return;
  }
  const descriptor_record* d = at.before.descriptor(e.process, e.subject);
  // An eventfd or timer is never at its end; of what was open before us the
  // origin is not known.
  if (d != nullptr && d->place != 0 && d->what != 0) {
    const auto& born = at.before.events()[d->born];
    if (born.kind == event_kind::create) {
      spent_.push_back({e.process, e.subject,
                        origin_of({e.process, born.place, born.text}), e.t_ns});
    }
  }
}

}  // namespace

std::unique_ptr<watcher> watch_descriptors(findings& to,
                                           const warning_limits&) {
  return std::make_unique<descriptor_watcher>(to);
}

}  // namespace looplab::model
