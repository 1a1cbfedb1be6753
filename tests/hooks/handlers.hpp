// SPDX-License-Identifier: BSL-1.0
//
// What must be true of the handlers in any recording, told one event after the
// other: each is created by somebody known, runs at most once, on a thread that
// runs nothing else, and ends. The first few complaints are kept as sentences.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "trace/log.hpp"

namespace looplab::test {

class handlers {
 public:
  void take(const trace::log& log, const trace::entry& e);

  /// Complaints, and one more for handlers that were neither run nor destroyed.
  std::vector<std::string> complaints() const;

  std::size_t created() const { return known_.size(); }

  std::size_t ran() const { return ran_; }

  std::size_t abandoned() const { return abandoned_; }

  /// How often a handler was called by another handler.
  std::size_t nested() const { return nested_; }

 private:
  enum class stage { created, running, outside, stopped, ended };

  struct handler {
    stage at = stage::created;
    bool ran = false;
    trace::id thread = 0;
  };

  void create(const trace::entry& e);
  void run(const trace::entry& e);
  void stop(const trace::entry& e);
  void end(const trace::entry& e);
  void complain(const trace::entry& e, const std::string& what);

  std::map<trace::id, handler> known_;
  std::map<trace::id, trace::id> running_;  ///< by thread
  std::vector<std::string> complaints_;
  std::size_t ran_ = 0;
  std::size_t abandoned_ = 0;
  std::size_t nested_ = 0;
};

}  // namespace looplab::test
