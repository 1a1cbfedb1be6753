// SPDX-License-Identifier: BSL-1.0
//
// A client made of raw bytes, so that a test can be as rude as clients are: it
// sends halves, dribbles, falls silent, half-closes and resets. It knows no
// HTTP (http_response reads that).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/support/patience.hpp"

namespace looplab::support {

/// One connection to 127.0.0.1. Every wait has a deadline. Not thread-safe.
class tcp_client {
 public:
  enum class event { bytes, end, reset, silence };

  /// Connects. Throws std::system_error when nobody accepts.
  explicit tcp_client(std::uint16_t port);
  ~tcp_client();
  tcp_client(tcp_client&& other) noexcept;
  tcp_client& operator=(tcp_client&& other) noexcept;

  /// Sends all of it; false when the server has closed or keeps the window shut
  /// for the whole of PATIENCE.
  bool send(std::string_view bytes);

  /// Sends no more, and still reads.
  void finish_sending();

  /// Leaves with a reset (RST) in the place of an orderly end.
  void reset();

  /// Leaves in good order.
  void close();

  /// Waits for something from the server; bytes are added to `received`.
  event wait(std::chrono::milliseconds patience = PATIENCE);

  /// Whether the program at the other end has taken every byte that was sent
  /// out of its socket.
  bool server_has_read() const;

  /// Waits until the server closes, in order or not; false when it stays.
  bool wait_for_end(std::chrono::milliseconds patience = PATIENCE);

  /// Bytes that came and that nobody has taken yet.
  std::string& received() { return received_; }

 private:
  int socket_ = -1;
  std::uint16_t own_port_ = 0;
  std::uint16_t server_port_ = 0;
  std::string received_;
};

}  // namespace looplab::support
