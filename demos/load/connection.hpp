// SPDX-License-Identifier: BSL-1.0
//
// One connection to the server: what was asked and is not answered, what is not
// sent yet, and the reader of its answers. It decides nothing: not when to ask,
// nor what.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "chapters/common/clock.hpp"
#include "chapters/common/descriptor.hpp"
#include "demos/load/response_reader.hpp"
#include "demos/load/ring.hpp"

namespace looplab::load {

/// A request that is under way.
struct flight {
  common::time_point intended;  ///< when it should have started
  std::size_t route;
};

/// Not thread-safe.
class connection {
 public:
  /// At most `pipeline` requests are under way.
  explicit connection(std::size_t pipeline) : flights_(pipeline) {}

  /// A socket that is non-blocking and connected, or on its way to be.
  void begin(common::descriptor socket) { socket_ = std::move(socket); }

  void opened() { open_ = true; }

  bool is_open() const { return open_; }

  const common::descriptor& socket() const { return socket_; }

  /// Closes it; what was under way is forgotten. The number of that.
  std::size_t close();

  bool full() const { return flights_.full(); }

  std::size_t in_flight() const { return flights_.size(); }

  /// A request to send. Requires: not full.
  void ask(std::string_view text, const flight& what) {
    output_.append(text);
    flights_.push(what);
  }

  /// Sends what can be sent now. False when the connection is broken.
  bool flush();

  /// The request that the next answer answers. Requires: one is in flight.
  flight answered() { return flights_.pop(); }

  response_reader& reader() { return reader_; }

 private:
  common::descriptor socket_;
  bool open_ = false;
  std::string output_;
  std::size_t sent_ = 0;
  ring<flight> flights_;
  response_reader reader_;
};

}  // namespace looplab::load
