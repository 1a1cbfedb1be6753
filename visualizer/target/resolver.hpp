// SPDX-License-Identifier: BSL-1.0
//
// Turns the return addresses of a log into source lines, and puts the source
// files that are shown into the log. What it has opened it keeps, so that only
// the first place of a module costs milliseconds.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/target/debug_module.hpp"
#include "visualizer/target/memory_map.hpp"

namespace looplab::target {

class resolver {
 public:
  /// Remembers what the log's processes have mapped; call it while they live.
  void meet_processes(const trace::log& events);

  /// Resolves the next places, at most `most`, and no more than a frame's
  /// worth of time (one place is always resolved).
  void resolve(trace::log& into, std::size_t most);

 private:
  std::vector<trace::frame_line> frames_of(trace::log& into,
                                           const trace::place& where);
  /// Once for each: tells the log which file lies there.
  void note_code(trace::log& into, std::uint16_t process, const mapping& part,
                 debug_module* module);
  debug_module* module_of(memory_map& memory, const mapping& part);
  void make_absolute(trace::place& where);
  void load_sources(trace::log& into, const trace::place& where);

  std::size_t next_place_ = 1;        ///< place 0 is "not known"
  std::vector<memory_map> memories_;  ///< by index of the log's processes
  std::map<std::string, std::unique_ptr<debug_module>> modules_;
  std::set<std::pair<std::uint16_t, std::uint64_t>> noted_;  ///< by address
  std::set<std::string> sources_;
};

}  // namespace looplab::target
