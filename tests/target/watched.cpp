// SPDX-License-Identifier: BSL-1.0
//
// See watched.hpp.
#include "tests/target/watched.hpp"

#include <stdlib.h>

#include <gtest/gtest.h>

#include "tests/support/patience.hpp"

namespace looplab::target {

own_trace_directory::own_trace_directory() {
  std::string name =
      (std::filesystem::temp_directory_path() / "looplab-target-XXXXXX")
          .string();
  path_ = ::mkdtemp(name.data());
  ::setenv("LOOPLAB_TRACE_DIR", path_.c_str(), 1);
}

own_trace_directory::~own_trace_directory() {
  ::unsetenv("LOOPLAB_TRACE_DIR");
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

bool own_trace_directory::is_empty() const {
  return std::filesystem::is_empty(path_);
}

watched::watched(const std::vector<std::string>& command,
                 const std::function<void(start_options&)>& change) {
  start_options how;
  how.command = command;
  if (change) {
    change(how);
  }
  std::string error;
  program = target::start(how, error);
  EXPECT_TRUE(program) << error;
}

bool watched::until(const std::function<bool()>& holds) {
  return support::eventually([&] {
    program->drain(events);
    printed += program->output();
    return holds();
  });
}

std::uint16_t watched::port() {
  constexpr std::string_view before = "listening on 127.0.0.1:";
  std::size_t at = std::string::npos;
  until([&] {
    at = program->first_output().find(before);
    return at != std::string::npos;
  });
  return at == std::string::npos
             ? std::uint16_t{0}
             : static_cast<std::uint16_t>(std::stoi(
                   program->first_output().substr(at + before.size())));
}

std::size_t watched::count(trace::event_kind kind) const {
  std::size_t number = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    number += events[i].kind == kind;
  }
  return number;
}

}  // namespace looplab::target
