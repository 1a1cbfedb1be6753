// SPDX-License-Identifier: BSL-1.0
//
// Runs programs under the hooks and words what was recorded.
#include "tests/hooks/watched_run.hpp"

#include <array>
#include <filesystem>
#include <map>

#include "tests/hooks/trace_directory.hpp"
#include "tests/support/process.hpp"
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
    "none",          "yield", "await", "lock", "condition", "channel_full",
    "channel_empty", "io",    "sleep", "join", "idle",      "finished"};

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
      return std::string("stop ") + reasons.at(e.sub) + " " + other;
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

void read_back(watched_run& run, const std::filesystem::path& directory) {
  const auto file = directory / (std::to_string(run.pid) + ".trace");
  const auto reader = trace::reader::open(file, run.problem);
  if (reader == nullptr) {
    return;
  }
  while (reader->drain(run.log) > 0) {
  }
  for (const auto& other : std::filesystem::directory_iterator(directory)) {
    run.children += other.path() != file ? 1 : 0;
  }
}

watched_run run_to_end(support::launch what, bool preloaded) {
  const trace_directory directory;
  what.environment = environment_for(directory.path(), preloaded);
  support::process program(what);
  watched_run run;
  run.pid = program.pid();
  run.status = program.wait().value_or(-1);
  run.output = program.output();
  read_back(run, directory.path());
  return run;
}

}  // namespace

std::vector<hooked> ways_to_hook() {
#if defined(PRELOAD)
  return {hooked::linked, hooked::preloaded, hooked::both};
#else
  return {hooked::linked};
#endif
}

std::string word_of(hooked how) {
  return how == hooked::linked      ? "linked"
         : how == hooked::preloaded ? "preloaded"
                                    : "both";
}

std::vector<std::pair<std::string, std::string>> environment_for(
    const std::string& directory, bool preloaded) {
  std::vector<std::pair<std::string, std::string>> environment{
      {"LOOPLAB_TRACE", "on"},
      {"LOOPLAB_TRACE_KEEP", "1"},
      {"LOOPLAB_TRACE_DIR", directory}};
#if defined(PRELOAD)
  if (preloaded) {
    environment.emplace_back("LD_PRELOAD", PRELOAD);
  }
#else
  static_cast<void>(preloaded);
#endif
  return environment;
}

std::vector<std::string> watched_run::all_lines() const {
  naming name(pid);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const std::string thread = name(log[i].thread);
    all.push_back(thread + ": " + line_of(log, log[i], name));
  }
  return all;
}

std::vector<std::string> watched_run::lines(unsigned thread) const {
  const std::string prefix = "t" + std::to_string(thread) + ": ";
  std::vector<std::string> found;
  for (const std::string& line : all_lines()) {
    if (line.starts_with(prefix)) {
      found.push_back(line.substr(prefix.size()));
    }
  }
  return found;
}

bool watched_run::has(const std::string& line) const {
  for (const std::string& each : all_lines()) {
    if (each.substr(each.find(": ") + 2) == line) {
      return true;
    }
  }
  return false;
}

watched_run probe(hooked how, const std::string& scenario) {
  const char* const program =
      how == hooked::preloaded ? PLAIN_PROBE : HOOKED_PROBE;
  return run_to_end({program, {scenario}, {}, {}}, how != hooked::linked);
}

watched_run preload_into(const std::string& program,
                         const std::vector<std::string>& arguments) {
  return run_to_end({program, arguments, {}, {}}, true);
}

}  // namespace looplab::test
