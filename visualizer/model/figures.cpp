// SPDX-License-Identifier: BSL-1.0
//
// See figures.hpp. A thread waits from where it says that it begins to, until
// it says anything else: whoever speaks runs.
#include "visualizer/model/figures.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::id;
using trace::verb;

using named = std::pair<std::uint16_t, id>;  ///< in which process, what

bool names_thread(id thing) {
  return trace::space_of(thing) == trace::id_space::thread;
}

bool names_descriptor(id thing) {
  return trace::space_of(thing) == trace::id_space::descriptor;
}

}  // namespace

/// A count that goes on from entry to entry; a copy of it is a bookmark.
class tally {
 public:
  void take(const trace::entry& e, std::int64_t now_ns, bool counts) {
    pass(now_ns);
    counts_ = counts;
    if (e.kind != event_kind::gate && e.kind != event_kind::gap) {
      take_thread(e);
      take_conversation(e, now_ns);
    }
  }

  /// Time goes on without an entry.
  void pass(std::int64_t now_ns) {
    if (!threads_.empty() && running_ == 0) {
      told_.all_wait_ns += now_ns - last_ns_;
    }
    last_ns_ = now_ns;
  }

  figures now() const {
    figures out = told_;
    out.threads = static_cast<std::int64_t>(threads_.size());
    return out;
  }

 private:
  struct conversation {
    bool asked = false;
    std::int64_t asked_ns = 0;
  };

  void set_waiting(const named& thread, bool waits) {
    const auto [at, is_new] = threads_.try_emplace(thread, false);
    running_ += is_new ? 1 : 0;
    if (at->second != waits) {
      at->second = waits;
      running_ += waits ? -1 : 1;
      told_.waits += waits && counts_ ? 1 : 0;
    }
  }

  void forget(const named& thread) {
    const auto at = threads_.find(thread);
    if (at != threads_.end()) {
      running_ -= at->second ? 0 : 1;
      threads_.erase(at);
    }
  }

  void take_thread(const trace::entry& e) {
    const named who{e.process, e.thread};
    if (e.kind == event_kind::end) {
      end(e);
      return;
    }
    if (e.kind == event_kind::create && names_thread(e.subject)) {
      set_waiting({e.process, e.subject}, false);
    }
    if (!names_thread(e.thread)) {
      return;
    }
    const bool polls =
        e.kind == event_kind::poll && e.arg != 0 &&
        e.sub == static_cast<std::uint8_t>(trace::poll_phase::begin);
    const bool stops = e.kind == event_kind::stop && e.subject == e.thread;
    set_waiting(who, polls || stops);
  }

  void end(const trace::entry& e) {
    if (trace::space_of(e.subject) == trace::id_space::process) {
      std::vector<named> gone;
      for (const auto& [thread, waits] : threads_) {
        if (thread.first == e.process) {
          gone.push_back(thread);
        }
      }
      std::ranges::for_each(gone, [this](const named& one) { forget(one); });
    } else if (names_thread(e.subject)) {
      forget({e.process, e.subject});
    } else {
      clients_.erase({e.process, e.subject});
    }
  }

  void take_conversation(const trace::entry& e, std::int64_t now_ns) {
    const named about{e.process, e.subject};
    if (e.kind == event_kind::create) {
      clients_.erase(about);  // an earlier bearer of the number
    }
    if (const id client = accepted_by(e); client != 0) {
      const bool is_new = clients_.try_emplace({e.process, client}).second;
      told_.clients += is_new && counts_ ? 1 : 0;
    }
    if (e.kind == event_kind::start && names_descriptor(e.ref)) {
      operations_[about] = {e.process, e.ref};
    } else if (e.kind == event_kind::act && e.arg > 0) {
      converse(about, static_cast<verb>(e.sub), now_ns);
    } else if (e.kind == event_kind::done) {
      if (const auto at = operations_.find(about); at != operations_.end()) {
        if (e.arg > 0) {
          converse(at->second, static_cast<verb>(e.sub), now_ns);
        }
        operations_.erase(at);
      }
    }
  }

  void converse(const named& about, verb what, std::int64_t now_ns) {
    const auto at = clients_.find(about);
    if (at == clients_.end()) {
      return;
    }
    conversation& one = at->second;
    if (what == verb::read || what == verb::receive) {
      one.asked_ns = one.asked ? one.asked_ns : now_ns;
      one.asked = true;
    } else if ((what == verb::write || what == verb::send ||
                what == verb::copy) &&
               one.asked) {
      one.asked = false;
      ++told_.answers;
      told_.last_answer_ns = now_ns;
      told_.slowest_answer_ns =
          std::max(told_.slowest_answer_ns, now_ns - one.asked_ns);
    }
  }

  figures told_;
  std::map<named, bool> threads_;  ///< whether each waits
  std::int64_t running_ = 0;
  std::map<named, conversation> clients_;
  std::map<named, named> operations_;  ///< and the descriptor each is for
  std::int64_t last_ns_ = 0;
  bool counts_ = false;
};

struct figure_book::impl {
  static constexpr std::size_t per_bookmark = 4096;

  const trace::log& events;
  const program_clock& clock;
  std::vector<tally> bookmarks;

  void take(tally& into, std::size_t entry) const {
    const std::size_t cursor = entry + 1;
    into.take(events[entry], clock.at(cursor), cursor >= clock.begin());
  }
};

figure_book::figure_book(const trace::log& events, const program_clock& clock)
    : impl_(new impl{events, clock, {tally{}}}) {
  tally so_far;
  for (std::size_t i = 0; i < events.size(); ++i) {
    impl_->take(so_far, i);
    if ((i + 1) % impl::per_bookmark == 0) {
      impl_->bookmarks.push_back(so_far);
    }
  }
}

figure_book::~figure_book() = default;

figures figure_book::at(std::size_t cursor, std::int64_t moment_ns) const {
  const std::size_t mark =
      std::min(cursor / impl::per_bookmark, impl_->bookmarks.size() - 1);
  tally so_far = impl_->bookmarks[mark];
  for (std::size_t i = mark * impl::per_bookmark; i < cursor; ++i) {
    impl_->take(so_far, i);
  }
  so_far.pass(moment_ns);
  return so_far.now();
}

}  // namespace looplab::model
