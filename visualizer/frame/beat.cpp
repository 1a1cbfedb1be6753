// SPDX-License-Identifier: BSL-1.0
//
// What lights up for which kind of entry. A name that is not known lights
// nothing: no beat ever points at a guess.
#include "visualizer/frame/beat.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/theme.hpp"
#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

using model::id;
using trace::event_kind;
using trace::id_space;

bool is_descriptor(id thing) {
  return trace::space_of(thing) == id_space::descriptor;
}

std::size_t lane_of(const model::state& now, std::uint16_t process, id self) {
  const model::task* found = now.find_task(process, self);
  return found == nullptr ? spotlight::no_lane
                          : static_cast<std::size_t>(found - now.tasks.data());
}

/// The descriptor that a `ready` names, itself or by its token; 0 = unknown.
id reported(const trace::entry& e, const model::state& now) {
  if (e.subject != 0) {
    return e.subject;
  }
  const auto found =
      std::ranges::find_if(now.descriptors, [&e](const model::descriptor& d) {
        return d.open && d.process == e.process && d.loop == e.ref &&
               d.token == static_cast<std::uint64_t>(e.arg);
      });
  return found == now.descriptors.end() ? 0 : found->self;
}

const model::timer* timer_of(const model::state& now, std::uint16_t process,
                             id self) {
  const auto found =
      std::ranges::find_if(now.timers, [&](const model::timer& t) {
        return t.self == self && t.process == process;
      });
  return found == now.timers.end() ? nullptr : &*found;
}

/// The colour of what a task that stops will wait for.
style look_of_wait(trace::wait_why why) {
  switch (why) {
    case trace::wait_why::io:
    case trace::wait_why::signal:
      return style::waits_io;
    case trace::wait_why::sleep:
      return style::waits_timer;
    case trace::wait_why::yield:
      return style::ready;
    case trace::wait_why::finished:
      return style::done;
    default:
      return style::waits_lock;
  }
}

/// Rows of descriptors and timers, and the boxes, are the main process's:
/// another may well have the same number for a thing of its own.
bool is_of_main(const trace::entry& e, const model::state& now) {
  return e.process == now.main_process;
}

void light_thing(spotlight& lit, const trace::entry& e, id thing,
                 const model::state& now) {
  if (is_descriptor(thing)) {
    lit.fd = is_of_main(e, now) ? trace::descriptor_of(thing) : -1;
  } else if (timer_of(now, e.process, thing) != nullptr) {
    lit.timer = is_of_main(e, now) ? thing : 0;
  } else if (thing != 0) {
    lit.lane = lane_of(now, e.process, thing);
  }
}

void light_cause(spotlight& lit, const trace::entry& e,
                 const model::state& now) {
  switch (e.kind) {
    case event_kind::ready:
      return light_thing(lit, e, reported(e, now), now);
    case event_kind::done:
      return light_thing(lit, e, e.subject, now);
    case event_kind::wake:
      return light_thing(lit, e, e.ref, now);
    case event_kind::run: {
      const model::loop* loop = now.shown_loop();
      lit.front = loop != nullptr && !loop->in_line.empty() &&
                  loop->process == e.process &&
                  loop->in_line.front() == e.subject;
      if (!lit.front) {
        light_thing(lit, e, e.ref, now);
      }
      return;
    }
    default:
      break;
  }
  lit.line = is_said_by_a_line(e) && e.place != 0;
  if (e.kind == event_kind::stop) {
    lit.line_look = look_of_wait(static_cast<trace::wait_why>(e.sub));
  }
}

station way_of(const trace::entry& e) {
  switch (e.kind) {
    case event_kind::ready:
      return station::poll;
    case event_kind::done:
      return static_cast<trace::verb>(e.sub) == trace::verb::arm
                 ? station::timers
                 : station::nowhere;
    case event_kind::wake:
      return station::queue;
    case event_kind::run:
      return station::run;
    case event_kind::stop:
      return static_cast<trace::wait_why>(e.sub) == trace::wait_why::yield
                 ? station::queue
                 : station::away;
    default:
      return station::nowhere;
  }
}

/// How the traveller is called there; "" if it has no name on the screen.
std::string traveller(const trace::entry& e, const model::state& now) {
  id who = e.subject;
  if (e.kind == event_kind::ready) {
    const id fd = reported(e, now);
    return fd == 0 || !is_descriptor(fd)
               ? std::string()
               : fmt::format("fd {} ●", trace::descriptor_of(fd));
  }
  if (e.kind == event_kind::done) {
    const model::timer* due = timer_of(now, e.process, e.subject);
    who = due == nullptr ? 0 : due->task != 0 ? due->task : due->self;
  }
  const std::size_t lane = lane_of(now, e.process, who);
  return lane == spotlight::no_lane ? std::string() : label_at(now, lane);
}

void light_effect(spotlight& lit, const trace::entry& e,
                  const model::state& now) {
  const model::loop* loop = now.shown_loop();
  if (e.kind == event_kind::poll) {
    lit.loop = loop != nullptr && loop->process == e.process &&
               loop->self == e.subject;
    lit.lane =
        lit.loop ? spotlight::no_lane : lane_of(now, e.process, e.thread);
    return;
  }
  id what = e.kind == event_kind::ready ? reported(e, now) : e.subject;
  if (e.kind == event_kind::done) {
    const model::descriptor* on = now.find_descriptor(e.process, e.ref);
    what = on != nullptr && on->task != 0 ? on->task : e.subject;
  }
  lit.lane = lane_of(now, e.process, what);
  if (lit.lane != spotlight::no_lane) {
    return;
  }
  // Where tasks have the lanes, a descriptor has a row and the loop's thread
  // the loop's lane.
  if (is_descriptor(what)) {
    lit.fd = is_of_main(e, now) ? trace::descriptor_of(what) : -1;
  } else if (loop != nullptr && loop->process == e.process &&
             loop->thread == e.thread) {
    lit.loop = true;
  } else {
    lit.lane = lane_of(now, e.process, e.thread);
  }
}

}  // namespace

bool is_said_by_a_line(const trace::entry& e) {
  return e.kind == event_kind::stop || e.kind == event_kind::act ||
         e.kind == event_kind::create || e.kind == event_kind::start ||
         e.kind == event_kind::end || e.kind == event_kind::poll;
}

spotlight light_of(const trace::entry& e, beat at, const model::state& now) {
  spotlight lit;
  switch (at) {
    case beat::whole:
      break;
    case beat::cause:
      light_cause(lit, e, now);
      break;
    case beat::travel:
      lit.token = traveller(e, now);
      lit.to = lit.token.empty() || now.shown_loop() == nullptr ||
                       !is_of_main(e, now)
                   ? station::nowhere
                   : way_of(e);
      break;
    case beat::effect:
      light_effect(lit, e, now);
      break;
  }
  return lit;
}

}  // namespace looplab::frame
