// SPDX-License-Identifier: BSL-1.0
//
// A stream has no messages: a read returns what has come, not what was meant.
// One peer writes eleven bytes in two pieces; the other asks for eleven.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

int main() {
  std::array<int, 2> ends;
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) {
    std::perror("half_message: cannot make two connected sockets");
    return 1;
  }
  auto [reader, writer] = ends;
  constexpr std::string_view MESSAGE = "HELLO WORLD";
  std::array<char, MESSAGE.size()> buffer;

  // The message is on its way, but only its first word has come.
  if (::write(writer, MESSAGE.data(), 5) != 5) {
    return 1;
  }
  auto got = ::read(reader, buffer.data(), buffer.size());
  std::printf("asked for %zu bytes, read returned %zd\n", buffer.size(), got);

  // So a reader reads until it has a message, whatever that means to it.
  std::string message(buffer.data(), static_cast<std::size_t>(got));
  int reads = 1;
  if (::write(writer, MESSAGE.data() + 5, 6) != 6) {
    return 1;
  }
  while (message.size() < MESSAGE.size()) {
    got = ::read(reader, buffer.data(), MESSAGE.size() - message.size());
    if (got <= 0) {
      return 1;
    }
    message.append(buffer.data(), static_cast<std::size_t>(got));
    ++reads;
  }
  std::printf("after %d reads: %s\n", reads, message.c_str());
}
