// SPDX-License-Identifier: BSL-1.0
//
// An echo server of Boost.Asio with callbacks, as its tutorials write it. It
// knows nothing of Looplab: what makes its handlers visible is its link line.
//
//   echo_callbacks [CONNECTIONS]    ends after so many
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include <boost/asio.hpp>

using boost::asio::ip::tcp;
using boost::system::error_code;

class session : public std::enable_shared_from_this<session> {
 public:
  session(tcp::socket client, int number)
      : client_(std::move(client)), number_(number) {}

  void read() {
    client_.async_read_some(
        boost::asio::buffer(bytes_),
        [self = shared_from_this()](error_code error, std::size_t count) {
          if (!error) {
            std::printf("client %d said %zu bytes\n", self->number_, count);
            self->write(count);
          }
        });
  }

 private:
  void write(std::size_t count) {
    boost::asio::async_write(
        client_, boost::asio::buffer(bytes_, count),
        [self = shared_from_this()](error_code error, std::size_t sent) {
          if (!error) {
            std::printf("client %d heard %zu bytes\n", self->number_, sent);
            self->read();
          }
        });
  }

  tcp::socket client_;
  int number_;
  std::array<char, 4096> bytes_{};
};

class server {
 public:
  server(boost::asio::io_context& loop, int connections)
      : accepting_(loop, {boost::asio::ip::address_v4::loopback(), 0}),
        left_(connections) {
    std::printf("listening on 127.0.0.1:%u\n",
                unsigned{accepting_.local_endpoint().port()});
    std::fflush(stdout);
    accept();
  }

 private:
  void accept() {
    accepting_.async_accept([this](error_code error, tcp::socket client) {
      if (!error) {
        std::make_shared<session>(std::move(client), ++number_)->read();
      }
      if (--left_ != 0) {
        accept();
      }
    });
  }

  tcp::acceptor accepting_;
  int left_;
  int number_ = 0;
};

int main(int count, char** arguments) {
  boost::asio::io_context loop(1);
  const server echo(loop, count > 1 ? std::atoi(arguments[1]) : -1);
  loop.run();
}
