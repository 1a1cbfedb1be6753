// SPDX-License-Identifier: BSL-1.0
//
// The program that tests watch: one blocking server that greets whoever
// connects. It is built twice, with the hooks and without. It refuses more than
// one way of life at a time:
//
//   greeter            listens, says so, greets
//   greeter --fork     the same in a child; the parent waits for it
//   greeter --daemon   the same, but the parent leaves at once
//   greeter --print N  prints N lines and ends
//   greeter --end N    ends at once with status N
//   greeter --stubborn the first, but SIGTERM does not end it
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

// A test asserts these lines: the call, and where it was inlined into.
[[gnu::always_inline]] inline ssize_t ask_kernel(int fd, char* into,
                                                 std::size_t size) {
  const ssize_t got = ::read(fd, into, size);  // LINE: ask_kernel
  return got > 0 ? got : 0;
}

[[gnu::noinline]] void greet(int client) {
  char text[64];
  const ssize_t got = ask_kernel(client, text, sizeof text);  // LINE: greet
  [[maybe_unused]] ssize_t sent = ::write(client, "hello\n", got > 0 ? 6 : 0);
  ::close(client);
}

[[noreturn]] void serve() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  ::bind(listener, generic, size);
  ::listen(listener, 16);
  ::getsockname(listener, generic, &size);
  std::printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  for (;;) {
    greet(::accept(listener, nullptr, nullptr));
    // Like many programs it does not live on when nobody takes its output.
    if (std::printf("greeted\n") < 0 || std::fflush(stdout) != 0) {
      std::exit(9);
    }
  }
}

int print_lines(long count) {
  for (long i = 1; i <= count; ++i) {
    std::printf("line %ld\n", i);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "";
  const long number = argc > 2 ? std::atol(argv[2]) : 0;
  if (how == "--print") {
    return print_lines(number);
  }
  if (how == "--end") {
    return static_cast<int>(number);
  }
  if (how == "--stubborn") {
    ::signal(SIGTERM, SIG_IGN);
  }
  if (how == "--fork" && ::fork() != 0) {
    ::wait(nullptr);
    return 0;
  }
  if (how == "--daemon") {
    if (::fork() != 0) {
      return 0;
    }
    ::setsid();
  }
  serve();
}
