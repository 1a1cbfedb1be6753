// SPDX-License-Identifier: BSL-1.0
//
// How watching begins: a program is started with the recorder switched on, or
// a process that runs is found.
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>

#include "trace/reader.hpp"
#include "visualizer/target/orphans.hpp"
#include "visualizer/target/proc_file.hpp"
#include "visualizer/target/visibility.hpp"
#include "visualizer/target/watched_program.hpp"

namespace looplab::target {
namespace {

std::string preload_setting(const start_options& how) {
  const std::string ours = std::filesystem::absolute(how.preload).string();
  const auto given = how.environment.find("LD_PRELOAD");
  const char* inherited = std::getenv("LD_PRELOAD");
  const std::string others = given != how.environment.end() ? given->second
                             : inherited != nullptr         ? inherited
                                                            : "";
  return others.empty() ? ours : ours + ":" + others;
}

std::map<std::string, std::string> environment_for(const start_options& how) {
  std::map<std::string, std::string> all = how.environment;
  all.emplace("LOOPLAB_TRACE", "on");
  all.emplace("LOOPLAB_TRACE_GATE", how.begin_held ? "hold" : "open");
  // A program that ends at once leaves its file; whoever read it removes it.
  all.emplace("LOOPLAB_TRACE_KEEP", "1");
  if (!how.preload.empty()) {
    all["LD_PRELOAD"] = preload_setting(how);
  }
  return all;
}

std::string who_owns(std::uint32_t pid) {
  struct stat facts {};

  const std::string folder = "/proc/" + std::to_string(pid);
  const bool known = ::stat(folder.c_str(), &facts) == 0;
  return known && facts.st_uid != ::geteuid() && ::geteuid() != 0
             ? "process " + std::to_string(pid) + " belongs to another user"
             : std::string();
}

}  // namespace

std::unique_ptr<target> target::start(const start_options& how,
                                      std::string& error) {
  trace::sweep();
  adopt_orphans();
  auto traces = family::watch(error);
  auto printed = traces ? output_keeper::open(error) : std::nullopt;
  if (!printed) {
    return nullptr;
  }
  // What lies there now is not of the program that is about to start.
  traces->look();
  auto program = launch({how.command, environment_for(how), how.directory,
                         printed->program_side(), how.ends_with_us},
                        error);
  if (!program) {
    return nullptr;
  }
  is_no_orphan(program->pid);
  const bool kept = printed->keep(error);
  auto made = std::make_unique<watched_program>(
      std::move(*program), std::move(*printed), std::move(*traces),
      how.begin_held,
      how.preload.empty()
          ? ""
          : what_stays_hidden(find_program(how.command.front())));
  return kept ? std::move(made) : nullptr;
}

std::unique_ptr<target> target::attach(std::uint32_t pid, std::string& error) {
  const auto facts = facts_of(pid);
  if (!facts || facts->state == 'Z') {
    error = "there is no process " + std::to_string(pid);
    return nullptr;
  }
  if (error = who_owns(pid); !error.empty()) {
    return nullptr;
  }
  descriptor end(
      static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0)));
  auto traces = family::watch(error);
  if (!traces) {
    return nullptr;
  }
  auto made = std::make_unique<watched_program>(pid, std::move(end),
                                                std::move(*traces));
  return made->find_living(error) ? std::move(made) : nullptr;
}

}  // namespace looplab::target
