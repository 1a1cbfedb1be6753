// SPDX-License-Identifier: BSL-1.0
//
// An echo server of Boost.Asio with callbacks, as a person would write it: with
// and without the hooks it is the same source. When all clients are gone it
// says in what order each was served: one line "CONNECTION BYTES" for each
// message.
//
//   asio_echo THREADS CONNECTIONS [strands]
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio.hpp>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class session : public std::enable_shared_from_this<session> {
 public:
  explicit session(tcp::socket client) : client_(std::move(client)) {}

  void read() {
    client_.async_read_some(
        asio::buffer(bytes_),
        [self = shared_from_this()](error_code error, std::size_t count) {
          if (!error) {
            self->write(count);
          }
        });
  }

  void write(std::size_t count) {
    served_.push_back(count);
    asio::async_write(
        client_, asio::buffer(bytes_.data(), count),
        [self = shared_from_this()](error_code error, std::size_t) {
          if (!error) {
            self->read();
          }
        });
  }

  const std::vector<std::size_t>& served() const { return served_; }

 private:
  tcp::socket client_;
  std::array<char, 4096> bytes_{};
  std::vector<std::size_t> served_;
};

class listener {
 public:
  listener(asio::io_context& loop, std::size_t expected, bool strands)
      : loop_(loop),
        accepting_(loop, {asio::ip::address_v4::loopback(), 0}),
        expected_(expected),
        strands_(strands) {}

  unsigned port() const { return accepting_.local_endpoint().port(); }

  void accept() {
    asio::any_io_executor where = loop_.get_executor();
    if (strands_) {
      where = asio::make_strand(loop_);
    }
    accepting_.async_accept(
        where, [this](error_code error, tcp::socket client) {
          if (!error) {
            sessions_.push_back(std::make_shared<session>(std::move(client)));
            sessions_.back()->read();
          }
          if (sessions_.size() < expected_) {
            accept();
          }
        });
  }

  void report() const {
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
      for (const std::size_t count : sessions_[i]->served()) {
        std::printf("%zu %zu\n", i, count);
      }
    }
  }

 private:
  asio::io_context& loop_;
  tcp::acceptor accepting_;
  std::size_t expected_;
  bool strands_;
  std::vector<std::shared_ptr<session>> sessions_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3 && count != 4) {
    std::fputs("usage: asio_echo THREADS CONNECTIONS [strands]\n", stderr);
    return 2;
  }
  const int threads = std::atoi(arguments[1]);
  asio::io_context loop(threads);
  listener server(loop, std::strtoul(arguments[2], nullptr, 10), count == 4);
  server.accept();
  std::printf("listening on 127.0.0.1:%u\n", server.port());
  std::fflush(stdout);
  std::vector<std::jthread> others;
  for (int i = 1; i < threads; ++i) {
    others.emplace_back([&loop] { loop.run(); });
  }
  loop.run();
  others.clear();
  server.report();
}
