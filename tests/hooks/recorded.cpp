// SPDX-License-Identifier: BSL-1.0
//
// Words what was recorded of one process.
#include "tests/hooks/recorded.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "trace/reader.hpp"

namespace looplab::test {

namespace {

using trace::event_kind;

constexpr std::array verbs{"none",    "read",     "write", "accept", "connect",
                           "close",   "wait",     "lock",  "unlock", "send",
                           "receive", "notify",   "arm",   "cancel", "resume",
                           "post",    "shutdown", "open",  "copy",   "flags",
                           "signal",  "interest", "token", "other"};

constexpr std::array reasons{
    "none",         "yield",         "await", "lock",  "condition",
    "channel_full", "channel_empty", "io",    "sleep", "join",
    "idle",         "finished",      "signal"};

// Gives ids their names in the order in which they are met.
class naming {
 public:
  /// t1 is the main thread, whose number is the process's own.
  explicit naming(int pid) {
    (*this)(trace::thread_id_of(static_cast<std::uint32_t>(pid)));
  }

  std::string operator()(trace::id thing) {
    if (thing == 0) {
      return "-";
    }
    const auto space = trace::space_of(thing);
    const char letter = space == trace::id_space::thread       ? 't'
                        : space == trace::id_space::descriptor ? 'd'
                        : space == trace::id_space::address    ? 'a'
                                                               : 'c';
    auto& number = numbers_[thing];
    if (number == 0) {
      number = ++last_[letter];
    }
    return letter + std::to_string(number);
  }

 private:
  std::map<trace::id, int> numbers_;
  std::map<char, int> last_;
};

std::string with(const char* word, const std::string& name, trace::id thing) {
  return thing == 0 ? "" : std::string(" ") + word + " " + name;
}

std::string bits_in(std::uint8_t bits) {
  return std::string((bits & trace::readable) != 0 ? "r" : "") +
         ((bits & trace::writable) != 0 ? "w" : "") +
         ((bits & trace::failed) != 0 ? "f" : "");
}

bool is_lock(const trace::entry& stop) {
  return static_cast<trace::wait_why>(stop.sub) == trace::wait_why::lock;
}

std::string line_of(const trace::log& log, const trace::entry& e,
                    naming& name) {
  const std::string subject = name(e.subject);
  const std::string other = name(e.ref);
  const std::string number = std::to_string(e.arg);
  switch (e.kind) {
    case event_kind::create:
      return "create " + std::string(log.text(e.text)) + " " + subject +
             with("from", other, e.ref);
    case event_kind::end:
      return "end " + subject;
    case event_kind::stop:
      return std::string("stop ") + reasons.at(e.sub) + " " + other +
             (is_lock(e) && e.arg > 0
                  ? " of " + name(static_cast<trace::id>(e.arg))
                  : "");
    case event_kind::run:
      return "run " + other;
    case event_kind::note:
      return "note " + std::string(log.text(e.text));
    case event_kind::act:
      if (static_cast<trace::verb>(e.sub) == trace::verb::accept &&
          e.arg >= 0) {
        const auto made = trace::descriptor_id(static_cast<int>(e.arg));
        return "accept " + subject + " " + name(made);
      }
      return std::string(verbs.at(e.sub)) + " " + subject + " " + number +
             with("with", other, e.ref);
    case event_kind::poll:
      return (e.sub == 0 ? "poll " : "polled ") + subject + " " + number;
    case event_kind::ready:
      return "ready " + subject + " " + bits_in(e.sub) + " of " + other + " " +
             number;
    default:
      return "other " + std::to_string(static_cast<int>(e.kind));
  }
}

}  // namespace

recorded read_trace(const std::filesystem::path& file, std::string& problem) {
  recorded one;
  const auto reader = trace::reader::open(file, problem);
  if (reader != nullptr) {
    one.pid = static_cast<int>(reader->pid());
    while (reader->drain(one.log) > 0) {
    }
  }
  return one;
}

std::vector<std::string> recorded::all_lines() const {
  naming name(pid);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (trace::space_of(log[i].subject) == trace::id_space::process) {
      continue;  // the reader's word, not the program's
    }
    const std::string thread = name(log[i].thread);
    all.push_back(thread + ": " + line_of(log, log[i], name));
  }
  return all;
}

std::vector<std::string> recorded::lines(unsigned thread) const {
  const std::string prefix = "t" + std::to_string(thread) + ": ";
  std::vector<std::string> found;
  for (const std::string& line : all_lines()) {
    if (line.starts_with(prefix)) {
      found.push_back(line.substr(prefix.size()));
    }
  }
  return found;
}

bool recorded::has(const std::string& line) const {
  return count(line) > 0;
}

int recorded::count(const std::string& beginning) const {
  int found = 0;
  for (const std::string& each : all_lines()) {
    found += each.substr(each.find(": ") + 2).starts_with(beginning) ? 1 : 0;
  }
  return found;
}

}  // namespace looplab::test
