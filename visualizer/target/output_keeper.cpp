// SPDX-License-Identifier: BSL-1.0
//
// The keeper is a fork without exec: it uses system calls and memory that it
// has already, so that it works whatever state its parent was in.
#include "visualizer/target/output_keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace looplab::target {
namespace {

/// The last bytes that nobody has taken yet; older ones are counted.
class last_bytes {
 public:
  bool empty() const { return size_ == 0 && left_out_ == 0; }

  void add(const char* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      kept_[(first_ + size_) % kept_.size()] = bytes[i];
      if (size_ < kept_.size()) {
        ++size_;
      } else {
        first_ = (first_ + 1) % kept_.size();
        ++left_out_;
      }
    }
  }

  /// False when there is nobody to give it to any more.
  bool give_to(int socket) {
    while (!empty()) {
      const ssize_t sent = left_out_ > 0 ? say_left_out(socket) : send(socket);
      if (sent < 0) {
        return errno == EAGAIN || errno == EINTR;
      }
    }
    return true;
  }

 private:
  ssize_t say_left_out(int socket) {
    std::array<char, 80> text{};
    const int length =
        std::snprintf(text.data(), text.size(),
                      "\n[looplab: %llu bytes of output left out]\n",
                      static_cast<unsigned long long>(left_out_));
    const ssize_t sent = ::send(socket, text.data(),
                                static_cast<std::size_t>(length), MSG_NOSIGNAL);
    if (sent > 0) {
      left_out_ = 0;
    }
    return sent;
  }

  ssize_t send(int socket) {
    const std::size_t run = std::min(size_, kept_.size() - first_);
    const ssize_t sent =
        ::send(socket, kept_.data() + first_, run, MSG_NOSIGNAL);
    if (sent > 0) {
      first_ = (first_ + static_cast<std::size_t>(sent)) % kept_.size();
      size_ -= static_cast<std::size_t>(sent);
    }
    return sent;
  }

  std::array<char, 64 * 1024> kept_{};
  std::size_t first_ = 0, size_ = 0;
  unsigned long long left_out_ = 0;
};

void wait_for(int terminal, int socket, bool to_give) {
  pollfd both[2] = {{terminal, POLLIN, 0}, {to_give ? socket : -1, POLLOUT, 0}};
  ::poll(both, 2, -1);
}

/// Returns when the last program on the terminal has gone (read says EIO) and
/// what it printed has been given away, or nobody wants it.
void empty_terminal(int terminal, int socket) {
  static last_bytes waiting;
  std::array<char, 16 * 1024> bytes;
  bool somebody_listens = true;
  for (;;) {
    wait_for(terminal, socket, somebody_listens && !waiting.empty());
    const ssize_t got = ::read(terminal, bytes.data(), bytes.size());
    if (got < 0 && errno == EIO) {
      break;
    }
    if (got > 0 && somebody_listens) {
      waiting.add(bytes.data(), static_cast<std::size_t>(got));
    }
    somebody_listens = somebody_listens && waiting.give_to(socket);
  }
  while (somebody_listens && !waiting.empty()) {
    wait_for(-1, socket, true);
    somebody_listens = waiting.give_to(socket);
  }
}

[[noreturn]] void be_keeper(int terminal, int socket) {
  ::prctl(PR_SET_NAME, output_keeper::process_name);
  // Everything else that was open here belongs to the parent: a lock, a trace
  // or a client's socket must not stay alive because of the keeper.
  const int nowhere = ::open("/dev/null", O_RDWR);
  const int from = ::fcntl(terminal, F_DUPFD, 64);
  const int to = ::fcntl(socket, F_DUPFD, 64);
  ::dup2(nowhere, 0);
  ::dup2(nowhere, 1);
  ::dup2(nowhere, 2);
  ::dup2(from, 3);
  ::dup2(to, 4);
  ::close_range(5, ~0u, 0);
  empty_terminal(3, 4);
  ::_exit(0);
}

/// In a session of its own, so that no signal of a terminal reaches it. -1 when
/// it cannot be started.
pid_t start_keeper(int terminal, int socket) {
  sigset_t all, before;
  sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t keeper = ::fork();
  if (keeper == 0) {
    ::setsid();
    be_keeper(terminal, socket);
  }
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  return keeper;
}

/// Lines as the program wrote them: no carriage return added, no echo.
void make_plain(int terminal) {
  termios mode{};
  if (::tcgetattr(terminal, &mode) == 0) {
    mode.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    mode.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal, TCSANOW, &mode);
  }
  const winsize extent{24, 80, 0, 0};
  ::ioctl(terminal, TIOCSWINSZ, &extent);
}

std::string failed(const char* what) {
  return std::string("cannot make a terminal for the program: ") + what + ": " +
         std::strerror(errno);
}

}  // namespace

std::optional<output_keeper> output_keeper::open(std::string& error) {
  output_keeper made;
  made.ours_ =
      descriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  if (!made.ours_ || ::grantpt(made.ours_.get()) != 0 ||
      ::unlockpt(made.ours_.get()) != 0) {
    error = failed("/dev/ptmx");
    return std::nullopt;
  }
  std::array<char, 64> name{};
  ::ptsname_r(made.ours_.get(), name.data(), name.size());
  made.program_side_ =
      descriptor(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!made.program_side_) {
    error = failed(name.data());
    return std::nullopt;
  }
  make_plain(made.program_side_.get());
  return made;
}

bool output_keeper::keep(std::string& error) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0,
                   ends) != 0) {
    error = failed("socketpair");
    return false;
  }
  printed_ = descriptor(ends[0]);
  const descriptor keepers(ends[1]);
  keeper_ = start_keeper(ours_.get(), keepers.get());
  if (keeper_ < 0) {
    error = failed("fork");
    return false;
  }
  ours_.close();
  program_side_.close();
  return true;
}

std::string output_keeper::take() {
  constexpr std::size_t most = 256 * 1024;
  std::string text;
  std::array<char, 16 * 1024> bytes;
  while (printed_ && text.size() < most) {
    const ssize_t got = ::recv(printed_.get(), bytes.data(), bytes.size(), 0);
    if (got > 0) {
      text.append(bytes.data(), static_cast<std::size_t>(got));
    } else if (got == 0) {
      printed_.close();
      // It closes its end by leaving, so this does not wait for long.
      while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
      }
    } else if (errno != EINTR) {
      break;
    }
  }
  return text;
}

}  // namespace looplab::target
