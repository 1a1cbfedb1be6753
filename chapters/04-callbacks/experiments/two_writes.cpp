// SPDX-License-Identifier: BSL-1.0
//
// async_write is many writes. A second one that is begun before the first is
// done puts its bytes between those of the first; with a queue it waits for
// the callback of the first. Another thread reads, and looks at the stream.
#include <cstdio>
#include <deque>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace {

namespace asio = boost::asio;
using stream = asio::local::stream_protocol::socket;

const std::string A(1 << 20, 'A');
const std::string B(1 << 20, 'B');

// [queue]
class write_queue {
 public:
  explicit write_queue(stream& to) : to_(to) {}

  void write(std::string text) {
    waiting_.push_back(std::move(text));
    if (waiting_.size() == 1) {
      write_first();
    }
  }

 private:
  void write_first() {
    asio::async_write(to_, asio::buffer(waiting_.front()), [this](auto, auto) {
      waiting_.pop_front();
      if (!waiting_.empty()) {
        write_first();
      }
    });
  }

  stream& to_;
  std::deque<std::string> waiting_;
};

// [queue]

void show(const char* how, bool queued) {
  asio::io_context loop;
  stream near(loop);
  stream far(loop);
  asio::local::connect_pair(near, far);
  std::string got(A.size() + B.size(), ' ');
  std::jthread reader([&] { asio::read(far, asio::buffer(got)); });
  write_queue queue(near);
  if (queued) {
    queue.write(A);
    queue.write(B);
  } else {
    asio::async_write(near, asio::buffer(A), [](auto, auto) {});
    asio::async_write(near, asio::buffer(B), [](auto, auto) {});
  }
  loop.run();
  reader.join();
  std::printf("%s: %s\n", how, got == A + B ? "A, then B" : "A and B mixed");
}

}  // namespace

int main() {
  show("two writes at once", false);
  show("with a queue", true);
}
