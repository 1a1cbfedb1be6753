// SPDX-License-Identifier: BSL-1.0
//
// The far end's calls are the test's, not the student's, so the recorder is
// silent about them.
#include "chapters/exercise/far_end.hpp"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>

#include "chapters/exercise/check.hpp"
#include "trace/detail/inside.hpp"
#include "trace/name.hpp"

namespace looplab::exercise {

namespace {

using silence = trace::detail::inside;

bool ready(int fd, short what) {
  pollfd look{fd, what, 0};
  return ::poll(&look, 1, 0) == 1;
}

}  // namespace

far_end::far_end(const char* name) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
    near_ = ends[0];
    far_ = ends[1];
    trace::name(near_, name);
    trace::name(far_, "the test");
  }
}

far_end::~far_end() {
  const silence here;
  ::close(far_);
  if (!given_) {
    ::close(near_);
  }
}

int far_end::give_near() {
  given_ = true;
  return near_;
}

void far_end::send(std::string_view bytes) {
  const silence here;
  ::send(far_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void far_end::end() {
  const silence here;
  ::shutdown(far_, SHUT_WR);
}

bool far_end::taken(int most_ms) const {
  const auto all_read = [this] {
    int unread = 0;
    return ::ioctl(far_, SIOCOUTQ, &unread) == 0 && unread == 0;
  };
  return eventually(all_read, most_ms);
}

std::string far_end::receive(int most_ms) {
  eventually([this] { return ready(far_, POLLIN); }, most_ms);
  const silence here;
  char buffer[65536];
  const auto count = ::recv(far_, buffer, sizeof buffer, MSG_DONTWAIT);
  return {buffer, static_cast<std::size_t>(count > 0 ? count : 0)};
}

bool far_end::closed(int most_ms) {
  const auto at_its_end = [this] {
    char buffer[4096];
    return ::recv(far_, buffer, sizeof buffer, MSG_DONTWAIT) == 0;
  };
  return eventually(at_its_end, most_ms);
}

bool asleep(int tid, int most_ms) {
  const auto sleeping = [tid] {
    std::ifstream file("/proc/self/task/" + std::to_string(tid) + "/stat");
    std::string line;
    std::getline(file, line);
    const auto name_ends = line.rfind(") ");
    return name_ends != line.npos && line[name_ends + 2] == 'S';
  };
  return eventually(sleeping, most_ms);
}

int this_tid() {
  return static_cast<int>(::syscall(SYS_gettid));
}

}  // namespace looplab::exercise
