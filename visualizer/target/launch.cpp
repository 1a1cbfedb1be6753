// SPDX-License-Identifier: BSL-1.0
//
// Everything that may allocate happens before fork; the child only makes
// system calls and tells by a pipe that closes on exec why it could not go on.
#include "visualizer/target/launch.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace looplab::target {
namespace {

bool can_run(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(file, ignored) &&
         ::access(file.c_str(), X_OK) == 0;
}

std::vector<std::string> merged_environment(
    const std::map<std::string, std::string>& added) {
  std::vector<std::string> all;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view entry(*one);
    if (!added.contains(std::string(entry.substr(0, entry.find('='))))) {
      all.emplace_back(entry);
    }
  }
  for (const auto& [name, value] : added) {
    all.push_back(name + "=" + value);
  }
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

struct prepared {
  const char* file;
  char** arguments;
  char** environment;
  const char* directory;
  int terminal;
  int report;
  pid_t parent;  ///< whose end is the program's; 0 = nobody's
};

/// Dispositions and masks are inherited through exec, and ours (blocked
/// SIGWINCH, ignored SIGPIPE) are not what a program expects to begin with.
void forget_our_signals() {
  for (int number = 1; number < NSIG; ++number) {
    ::signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// False when the parent is gone already: nobody would tell us.
bool end_with(pid_t parent) {
  return parent == 0 ||
         (::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent);
}

[[noreturn]] void become(const prepared& what) {
  forget_our_signals();
  ::setsid();
  const bool ready =
      end_with(what.parent) && ::dup2(what.terminal, 0) == 0 &&
      ::dup2(what.terminal, 1) == 1 && ::dup2(what.terminal, 2) == 2 &&
      (what.directory == nullptr || ::chdir(what.directory) == 0);
  if (ready) {
    ::execve(what.file, what.arguments, what.environment);
  }
  const int reason = errno;
  [[maybe_unused]] const ssize_t told =
      ::write(what.report, &reason, sizeof reason);
  ::_exit(127);
}

/// 0 when the program runs, else the errno of what failed in the child.
int reason_of(int report) {
  int reason = 0;
  ssize_t got = 0;
  do {
    got = ::read(report, &reason, sizeof reason);
  } while (got < 0 && errno == EINTR);
  return got == sizeof reason ? reason : 0;
}

std::string cannot(const std::string& name, int reason) {
  return "cannot start '" + name + "': " + std::strerror(reason);
}

}  // namespace

std::filesystem::path find_program(std::string_view name) {
  if (name.find('/') != std::string_view::npos) {
    return std::filesystem::absolute(name);
  }
  const char* path = std::getenv("PATH");
  std::string_view left = path != nullptr ? path : "/usr/bin:/bin";
  while (!left.empty()) {
    const std::size_t colon = left.find(':');
    const std::filesystem::path folder(left.substr(0, colon));
    if (can_run(folder / name)) {
      return std::filesystem::absolute(folder / name);
    }
    left.remove_prefix(colon == std::string_view::npos ? left.size()
                                                       : colon + 1);
  }
  return {};
}

std::optional<launched> launch(const launch_request& what, std::string& error) {
  if (what.command.empty()) {
    error = "no program was named";
    return std::nullopt;
  }
  const std::filesystem::path file = find_program(what.command.front());
  if (file.empty()) {
    error = cannot(what.command.front(), ENOENT);
    return std::nullopt;
  }
  std::vector<std::string> words = what.command;
  std::vector<std::string> settings = merged_environment(what.environment);
  std::vector<char*> arguments = pointers_to(words);
  std::vector<char*> environment = pointers_to(settings);
  int report[2];
  if (::pipe2(report, O_CLOEXEC) != 0) {
    error = cannot(what.command.front(), errno);
    return std::nullopt;
  }
  const descriptor to_read(report[0]);
  descriptor to_write(report[1]);
  const prepared child{
      file.c_str(),
      arguments.data(),
      environment.data(),
      what.directory.empty() ? nullptr : what.directory.c_str(),
      what.terminal,
      to_write.get(),
      what.ends_with_us ? ::getpid() : 0};
  const pid_t pid = ::fork();
  if (pid == 0) {
    become(child);
  }
  to_write.close();
  const int reason = pid < 0 ? errno : reason_of(to_read.get());
  if (reason != 0) {
    if (pid > 0) {
      ::waitpid(pid, nullptr, 0);
    }
    error = cannot(what.command.front(), reason);
    return std::nullopt;
  }
  launched made;
  made.pid = pid;
  made.end = descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  return made;
}

}  // namespace looplab::target
