// SPDX-License-Identifier: BSL-1.0
//
// A watched program for tests, with a trace directory of its own so that tests
// that run side by side do not see each other's programs.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/target/target.hpp"

namespace looplab::target {

/// While it lives, LOOPLAB_TRACE_DIR is a fresh directory.
class own_trace_directory {
 public:
  own_trace_directory();
  ~own_trace_directory();

  bool is_empty() const;

 private:
  std::filesystem::path path_;
};

/// A started program, drained while a test waits for something.
struct watched {
  own_trace_directory directory;
  std::unique_ptr<target> program;
  trace::log events;
  std::string printed;

  /// Starts it; the test fails when it cannot.
  explicit watched(const std::vector<std::string>& command,
                   const std::function<void(start_options&)>& change = {});

  /// Reads what it does until `holds` says true, or patience is over.
  bool until(const std::function<bool()>& holds);
  /// The port it says it listens on; 0 when it does not say.
  std::uint16_t port();
  /// How many events of this kind there are.
  std::size_t count(trace::event_kind kind) const;
};

}  // namespace looplab::target
