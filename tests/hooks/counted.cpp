// SPDX-License-Identifier: BSL-1.0
//
// Words what was told of things that are counted.
#include "tests/hooks/counted.hpp"

#include <array>
#include <map>

namespace looplab::test {

namespace {

using trace::event_kind;
using trace::wait_why;

class numbering {
 public:
  std::string operator()(trace::id thing) {
    if (thing == 0) {
      return "";
    }
    if (trace::space_of(thing) == trace::id_space::thread) {
      return " t";
    }
    if (trace::space_of(thing) == trace::id_space::descriptor) {
      return " fd";
    }
    auto& number = numbers_[thing];
    number = number != 0 ? number : static_cast<int>(numbers_.size());
    return " h" + std::to_string(number);
  }

 private:
  std::map<trace::id, int> numbers_;
};

std::string stopped(const trace::entry& e, const std::string& self,
                    const std::string& other) {
  const auto why = static_cast<wait_why>(e.sub);
  const std::string target = other.empty() ? "" : " for" + other;
  switch (why) {
    case wait_why::finished:
      return "finished" + self;
    case wait_why::yield:
      return "yield" + self;
    case wait_why::sleep:
      return "sleep" + self + " " + std::to_string(e.arg);
    case wait_why::io:
      return "stop io" + self + target;
    default:
      return "stop" + self + target;
  }
}

std::string told_as(const trace::log& log, const trace::entry& e,
                    numbering& name) {
  const std::string self = name(e.subject);
  const std::string other = name(e.ref);
  switch (e.kind) {
    case event_kind::create:
      return "create " + std::string(log.text(e.text)) + self + " by" + other;
    case event_kind::start:
      return (e.arg != 0 ? "start until a time" : "start") + self + other;
    case event_kind::done:
      return "done" + self + " " + std::to_string(e.arg);
    case event_kind::wake:
      return "wake" + self + " by" + other;
    case event_kind::run:
      return "run" + self;
    case event_kind::stop:
      return stopped(e, self, other);
    case event_kind::end:
      return (std::array{"returned", "threw", "cancelled",
                         "abandoned"})[e.sub] +
             self;
    default:
      return "";
  }
}

}  // namespace

std::vector<std::string> lines_of_counted(const trace::log& log) {
  numbering name;
  std::vector<std::string> told;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (log[i].subject != 0 &&
        trace::space_of(log[i].subject) == trace::id_space::counted) {
      told.push_back(told_as(log, log[i], name));
    }
    if (!told.empty() && told.back().empty()) {
      told.pop_back();
    }
  }
  return told;
}

}  // namespace looplab::test
