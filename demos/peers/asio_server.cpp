// SPDX-License-Identifier: BSL-1.0
//
// GET /hello by Boost.Asio as its tutorials write it: a shared_ptr for each
// session, async_read_until for the head, async_write for the answer. It is
// what chapter 04 is compared with, so it shares nothing with the chapters.
#include <csignal>
#include <iostream>
#include <memory>
#include <string>

#include <boost/asio.hpp>

#include "demos/peers/hello.hpp"

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class session : public std::enable_shared_from_this<session> {
 public:
  explicit session(tcp::socket socket) : socket_(std::move(socket)) {
    socket_.set_option(tcp::no_delay(true));
  }

  void read() {
    auto self = shared_from_this();
    asio::async_read_until(socket_, asio::dynamic_buffer(in_, 8192), "\r\n\r\n",
                           [self](error_code error, std::size_t size) {
                             if (!error) {
                               self->write(size);
                             }
                           });
  }

 private:
  void write(std::size_t size) {
    auto answer = looplab::demos::answer_to(in_);
    in_.erase(0, size);
    auto self = shared_from_this();
    asio::async_write(socket_, asio::buffer(answer),
                      [self](error_code error, std::size_t) {
                        if (!error) {
                          self->read();
                        }
                      });
  }

  tcp::socket socket_;
  std::string in_{};
};

void accept(tcp::acceptor& door) {
  door.async_accept([&door](error_code error, tcp::socket socket) {
    if (!error) {
      std::make_shared<session>(std::move(socket))->read();
    }
    if (door.is_open()) {
      accept(door);
    }
  });
}

}  // namespace

int main() {
  asio::io_context loop(1);
  tcp::acceptor door(loop, {asio::ip::address_v4::loopback(), 0});
  asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](error_code, int) { loop.stop(); });
  std::cout << "listening on " << door.local_endpoint() << std::endl;
  accept(door);
  loop.run();
}
