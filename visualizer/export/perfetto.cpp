// SPDX-License-Identifier: BSL-1.0
//
// See perfetto.hpp. Entry by entry: who acts is asked before the fold takes the
// entry in, what has changed after it.
#include "visualizer/export/perfetto.hpp"

#include <fmt/core.h>

#include <string>

#include "visualizer/export/lane_tracks.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::exporting {

namespace {

using trace::entry;
using trace::event_kind;

/// What the whole file is of. Losses are said here too, because a viewer may
/// hide the counter.
details facts_of(const trace::log& events) {
  std::uint64_t unrecorded = 0;
  for (const trace::process_info& one : events.processes()) {
    unrecorded += one.unrecorded;
  }
  return {{"made by", "looplab export"},
          {"events", std::to_string(events.size())},
          {"lost events", std::to_string(events.lost())},
          {"events of threads without a ring", std::to_string(unrecorded)}};
}

/// What only says how things are called.
bool is_bookkeeping(const entry& e) {
  return (e.kind == event_kind::act &&
          e.sub == static_cast<std::uint8_t>(trace::verb::token)) ||
         (e.kind == event_kind::note &&
          e.sub == static_cast<std::uint8_t>(trace::note_kind::name));
}

class walk {
 public:
  walk(const trace::log& events, std::ostream& out)
      : events_(events),
        fold_(events),
        out_(out, events.size() == 0 ? 0 : events[0].t_ns, facts_of(events)),
        lanes_(fold_, out_) {}

  bool write() {
    for (const trace::process_info& one : events_.processes()) {
      out_.name_process(one.pid, one.name, one.command);
    }
    for (std::size_t i = 0; i < events_.size(); ++i) {
      take(events_[i], i);
    }
    lanes_.finish();
    return out_.finish();
  }

 private:
  std::uint32_t pid(std::uint16_t process) const {
    const auto& all = events_.processes();
    return process < all.size() ? all[process].pid : 0;
  }

  void take(const entry& e, std::size_t index) {
    const std::optional<track> before = lanes_.actor_of(e);
    fold_.advance_to(index + 1);
    out_.at(e.t_ns);
    tell_caption(index);
    lanes_.take(e, index);
    // The first word of a thread is also what makes it known.
    const auto actor = before ? before : lanes_.actor_of(e);
    if (actor) {
      lanes_.point(e, *actor, index);
      tell(e, *actor);
    }
    if (fold_.now().lost != lost_) {
      lost_ = fold_.now().lost;
      out_.counter(pid(e.process), "lost events",
                   static_cast<std::int64_t>(lost_));
    }
  }

  void tell(const entry& e, track actor) {
    if (e.kind == event_kind::value) {
      const std::string thing = model::called(fold_, e.process, e.subject);
      out_.counter(pid(e.process),
                   fmt::format("{} {}", thing, events_.text(e.text)), e.arg);
      return;
    }
    const std::string words = instant_words(fold_, e);
    if (!words.empty() && !is_bookkeeping(e)) {
      out_.instant(actor, words, said(fold_, e.place));
    }
  }

  void tell_caption(std::size_t index) {
    const auto& captions = events_.captions();
    for (; caption_ < captions.size() && captions[caption_].after <= index;
         ++caption_) {
      if (caption_ == 0) {
        lesson_ = lanes_.lesson(pid(0));
      }
      out_.end(lesson_);
      out_.begin(lesson_, captions[caption_].text, {});
    }
  }

  const trace::log& events_;
  model::fold fold_;
  trace_event_writer out_;
  lane_tracks lanes_;
  track lesson_;
  std::size_t caption_ = 0;
  std::uint64_t lost_ = 0;
};

}  // namespace

bool write_perfetto(const trace::log& events, std::ostream& out) {
  return walk(events, out).write();
}

}  // namespace looplab::exporting
