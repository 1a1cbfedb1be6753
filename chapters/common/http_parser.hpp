// SPDX-License-Identifier: BSL-1.0
//
// Reads HTTP/1.1 messages from bytes, piece by piece. The grammar is
// Boost.Beast's; its headers are included by http_parser.cpp alone, which is
// why the parser's memory is reserved here as plain bytes.
//
// It refuses to wait, to read and to allocate for itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "chapters/common/request.hpp"

namespace looplab::common {

/// How far a message has come.
enum class reading {
  nothing,  ///< no byte of it has come
  partly,   ///< some bytes have come
  whole,    ///< it is complete; reset() makes room for the next
  refused,  ///< it can never be complete: status() says why
};

/// Reads one request after another. Not thread-safe, not movable.
class request_parser {
 public:
  request_parser();
  ~request_parser();
  request_parser(const request_parser&) = delete;
  request_parser& operator=(const request_parser&) = delete;

  /// Reads from `bytes` and returns how many it has no more use for. The
  /// others must be offered again, with more behind them.
  /// Requires: state() is `nothing` or `partly`.
  std::size_t put(std::string_view bytes);

  /// The end of the stream: whoever is half-way in a request has broken off.
  reading state() const { return state_; }

  /// The status to refuse with (400, 413, 414, 431, 501, 505).
  unsigned status() const { return status_; }

  /// Whether the client waits for "100 Continue" before it sends its body.
  /// True once per request.
  bool take_expectation();

  /// Requires: state() is `whole`.
  const request& message() const { return message_; }

  /// Forgets the message and begins the next.
  void reset();

  class grammar;

 private:
  friend class grammar;

  void begin();
  void finish();
  grammar& parser();
  void check_limits(std::string_view rest);
  void refuse(unsigned status);

  static constexpr std::size_t GRAMMAR_SIZE = 96;

  request message_;
  reading state_ = reading::nothing;
  unsigned status_ = 0;
  std::size_t head_bytes_ = 0;
  bool has_host_ = false;
  bool expects_continue_ = false;
  alignas(8) std::byte grammar_[GRAMMAR_SIZE];
};

/// Reads one response. Made for one exchange and thrown away with it.
class response_parser {
 public:
  response_parser() = default;

  /// Reads from `bytes`, which is everything that has come of the response so
  /// far, from its first byte. Responses of the upstream are short, so reading
  /// them again from the start costs less than remembering where it was.
  reading put(std::string_view bytes, bool end_of_stream);

  unsigned status() const { return status_; }

  const std::string& body() const { return body_; }

  /// Whether the connection may be used for another exchange.
  bool keep_alive() const { return keep_alive_; }

  class grammar;

 private:
  friend class grammar;

  unsigned status_ = 0;
  std::string body_;
  bool keep_alive_ = false;
};

}  // namespace looplab::common
