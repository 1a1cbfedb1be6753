// SPDX-License-Identifier: BSL-1.0
//
// Where is a process that waits in read? A child reads from an empty pipe; the
// parent asks the kernel about it, through /proc, without touching it.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace {

std::string contents(pid_t child, const char* name) {
  std::ifstream file("/proc/" + std::to_string(child) + "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Fields of /proc/PID/stat behind the name: state is the first, the times in
// user and in kernel mode are the twelfth and thirteenth.
std::string field(pid_t child, int number) {
  auto stat = contents(child, "stat");
  std::istringstream rest(stat.substr(stat.rfind(')') + 1));
  std::string word;
  for (int i = 0; i < number; ++i) {
    rest >> word;
  }
  return word;
}

}  // namespace

int main() {
  std::array<int, 2> pipe_ends;
  if (::pipe(pipe_ends.data()) != 0) {
    std::perror("where_it_sleeps: cannot make a pipe");
    return 1;
  }
  auto child = ::fork();
  if (child == 0) {
    char byte;
    ::_exit(::read(pipe_ends[0], &byte, 1) == 1 ? 0 : 1);  // waits here
  }
  // It is asleep once the kernel says so; then it gets a while to do nothing.
  for (int i = 0; i < 1000 && field(child, 1) != "S"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  auto before = std::stol(field(child, 12)) + std::stol(field(child, 13));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  auto after = std::stol(field(child, 12)) + std::stol(field(child, 13));
  std::printf("state %s, asleep in %s\n", field(child, 1).c_str(),
              contents(child, "wchan").c_str());
  std::printf("processor ticks in 200 ms of waiting: %ld\n", after - before);

  int status = 0;
  bool woken = ::write(pipe_ends[1], "x", 1) == 1 &&
               ::waitpid(child, &status, 0) == child && status == 0;
  std::printf("one byte written: it %s\n", woken ? "woke" : "did not wake");
  return woken ? 0 : 1;
}
