// SPDX-License-Identifier: BSL-1.0
//
// fork and exec, and what /proc tells about the result. The output goes into an
// anonymous file: unlike a pipe it never fills up, so a chatty program cannot
// block on a test that does not read.
#include "tests/support/process.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace looplab::support {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) {
    result.push_back(word.data());
  }
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environment_with(const launch& what) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    result.emplace_back(*entry);
  }
  // Ours go first, because getenv takes the first of two.
  for (const auto& [name, value] : what.environment) {
    result.insert(result.begin(), name + '=' + value);
  }
  return result;
}

// Runs in the child: only async-signal-safe calls, everything is prepared.
[[noreturn]] void become(const launch& what, int output, char** argv,
                         char** envp) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  // Whoever runs the tests may have left descriptors open; they would count
  // against the child's limit.
  close_range(3, ~0U, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (what.descriptor_limit) {
    const rlimit limit{*what.descriptor_limit, *what.descriptor_limit};
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  execvpe(argv[0], argv, envp);
  _exit(127);
}

std::size_t entries(const std::string& path) {
  std::size_t count = 0;
  if (DIR* directory = opendir(path.c_str())) {
    while (const dirent* entry = readdir(directory)) {
      count += entry->d_name[0] != '.';
    }
    closedir(directory);
  }
  return count;
}

}  // namespace

process::process(const launch& what)
    : output_(memfd_create("output", MFD_CLOEXEC)) {
  std::vector<std::string> words = what.arguments;
  words.insert(words.begin(), what.program);
  std::vector<std::string> variables = environment_with(what);
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> envp = pointers(variables);
  // O_APPEND, because both streams share the file and must not overwrite.
  fcntl(output_, F_SETFL, O_APPEND);
  pid_ = fork();
  if (pid_ == 0) {
    become(what, output_, const_cast<char**>(argv.data()),
           const_cast<char**>(envp.data()));
  }
  if (pid_ < 0) {
    throw std::system_error(errno, std::generic_category(), "fork");
  }
}

process::~process() {
  end();
  close(output_);
}

void process::end(std::chrono::milliseconds grace) {
  signal(SIGTERM);
  if (!wait(grace)) {
    signal(SIGKILL);
    wait();
  }
}

std::string process::output() const {
  std::string text;
  std::array<char, 4096> bytes;
  for (;;) {
    const ssize_t count = pread(output_, bytes.data(), bytes.size(),
                                static_cast<off_t>(text.size()));
    if (count <= 0) {
      return text;
    }
    text.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

bool send_signal(pid_t pid, int number) {
  if (pid <= 0) {
    throw std::invalid_argument("the signal would go to a whole group");
  }
  return kill(pid, number) == 0;
}

#if defined(__SANITIZE_THREAD__)
namespace {

bool sleeps(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  return line.compare(line.rfind(')') + 1, 2, " S") == 0;
}

}  // namespace
#endif

void process::signal(int number) {
#if defined(__SANITIZE_THREAD__)
  // The sanitizer keeps a signal for the next call that it knows. A program
  // that was on its way to sleep would not be woken by it. Nothing can keep
  // SIGKILL, and whoever sends it wants a program that is busy.
  if (number != SIGKILL) {
    eventually([this] { return sleeps(pid_); }, std::chrono::seconds(1));
  }
#endif
  if (running()) {
    send_signal(pid_, number);
  }
}

bool process::running() {
  int status = 0;
  if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_) {
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return !status_;
}

std::optional<int> process::wait(std::chrono::milliseconds patience) {
  eventually([this] { return !running(); }, patience);
  return status_;
}

std::chrono::milliseconds process::cpu_time() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string line;
  std::getline(file, line);
  // The second field is the program's name in parentheses and may hold spaces.
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::vector<std::string> field(std::istream_iterator<std::string>{fields},
                                 {});
  const long ticks = std::stol(field.at(11)) + std::stol(field.at(12));
  return std::chrono::milliseconds(ticks * 1000 / sysconf(_SC_CLK_TCK));
}

std::size_t process::descriptors() const {
  return entries("/proc/" + std::to_string(pid_) + "/fd");
}

std::size_t process::threads() const {
  return entries("/proc/" + std::to_string(pid_) + "/task");
}

}  // namespace looplab::support
