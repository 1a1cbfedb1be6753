// SPDX-License-Identifier: BSL-1.0
//
// A state as text, so that two can be compared and the difference read.
#pragma once

#include <sstream>
#include <string>

#include "visualizer/model/timeline.hpp"

namespace looplab::tests {

inline void write_tasks(std::ostream& to, const model::state& s) {
  for (const model::task& t : s.tasks) {
    to << "task " << t.self << " p" << t.process << " k" << int(t.kind) << " '"
       << t.name << "' s" << int(t.state) << " w" << int(t.why) << " on "
       << t.on << " of " << t.parent << " at " << t.thread << " since "
       << t.since_ns << " born " << t.born << " place " << t.place << "\n";
  }
}

inline void write_descriptors(std::ostream& to, const model::state& s) {
  for (const model::descriptor& d : s.descriptors) {
    to << "fd " << d.self << " p" << d.process << " '" << d.name << "' open "
       << d.open << " loop " << d.loop << " mask " << d.interest << " token "
       << d.token << " ready " << int(d.ready) << " task " << d.task << "\n";
  }
}

inline void write_loops(std::ostream& to, const model::state& s) {
  for (const model::loop& l : s.loops) {
    to << "loop " << l.self << " p" << l.process << " at " << l.thread
       << " phase " << int(l.phase) << " turn " << l.turn << " slept "
       << l.slept_ns << " count " << l.woken_count << " running " << l.running
       << " woken";
    for (const trace::id one : l.woken_by) {
      to << " " << one;
    }
    to << " line";
    for (const trace::id one : l.in_line) {
      to << " " << one;
    }
    to << "\n";
  }
}

inline std::string as_text(const model::state& s) {
  std::ostringstream to;
  to << "cursor " << s.cursor << " t " << s.t_ns << " lost " << s.lost
     << " main " << s.main_loop << " of " << s.main_process << "\n";
  for (const model::process& p : s.processes) {
    to << "process " << p.pid << " " << p.name << " held " << p.held << " over "
       << p.over << "\n";
  }
  write_tasks(to, s);
  write_descriptors(to, s);
  for (const model::timer& t : s.timers) {
    to << "timer " << t.self << " '" << t.name << "' of " << t.task << " due "
       << t.deadline_ns << " since " << t.armed_ns << "\n";
  }
  write_loops(to, s);
  return to.str();
}

}  // namespace looplab::tests
