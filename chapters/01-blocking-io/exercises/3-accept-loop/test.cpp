// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 01.3: clients that ask and clients that leave, on a real
// listener, and a count of the descriptors before and after.
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "chapters/exercise/check.hpp"
#include "trace/detail/inside.hpp"
#include "trace/name.hpp"

void serve(int listener);

namespace looplab::exercise {

namespace {

constexpr property answers{"answers", "answer each client that asks"};
constexpr property goes_on{
    "goes-on", "serve the next client after one that left without a word"};
constexpr property closes{
    "closes", "have closed every client's descriptor when it returns"};

class door {
 public:
  door() {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    trace::name(fd_, "listener");
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(fd_, as_address(), size_);
    ::listen(fd_, 16);
    ::getsockname(fd_, as_address(), &size_);
  }

  int fd() const { return fd_; }

  // A client that asks, or leaves at once. What it was answered.
  std::string visit(bool asks) {
    const trace::detail::inside silent;
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::string got;
    const timeval patience{3, 0};
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(client, as_address(), size_) == 0 && asks) {
      ::send(client, "GET /hello\r\n\r\n", 14, MSG_NOSIGNAL);
      char buffer[100];
      const auto count = ::recv(client, buffer, sizeof buffer, 0);
      got.assign(buffer, static_cast<std::size_t>(count > 0 ? count : 0));
    }
    ::close(client);
    return got;
  }

  // accept fails from now on.
  void shut() {
    const trace::detail::inside silent;
    ::shutdown(fd_, SHUT_RD);
  }

 private:
  sockaddr* as_address() { return reinterpret_cast<sockaddr*>(&address_); }

  int fd_ = -1;
  sockaddr_in address_{};
  socklen_t size_ = sizeof address_;
};

}  // namespace

void test() {
  trying(answers);
  door listener;
  const auto before = open_descriptors();
  std::thread server([&] {
    trace::name_thread("server");
    serve(listener.fd());
  });
  for (int i = 1; i <= 3; ++i) {
    const auto got = listener.visit(true);
    expect(got == "hello\n", "client " + std::to_string(i) +
                                 " asked and was sent \"" + got + "\"");
  }
  trying(goes_on);
  listener.visit(false);
  const auto got = listener.visit(true);
  expect(got == "hello\n",
         "the next client asked, and was sent \"" + got + "\"");
  trying(closes);
  for (int i = 0; i < 3; ++i) {
    listener.visit(false);
  }
  listener.shut();
  server.join();
  const auto left = open_descriptors() - before;
  expect(left == 0, std::to_string(left) + " descriptors are open that were " +
                        "not open before, after 8 clients");
}

}  // namespace looplab::exercise
