// SPDX-License-Identifier: BSL-1.0
//
// One question to the upstream, without any input or output: the bytes to
// send, and what has become of it. The other side of what conversation.hpp is
// for clients.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "chapters/common/http_parser.hpp"

namespace looplab::common {

/// The price of one symbol, asked once over one connection.
/// Thread safety: none.
class question {
 public:
  /// Requires: valid_symbol(symbol).
  explicit question(std::string symbol);

  /// Begins, or begins again, over a connection. `used` says whether it has
  /// carried a question before.
  void begin(bool used);

  /// What to send next; empty when everything is sent or decided.
  std::string_view outgoing() const {
    return decided() || stale_ ? std::string_view()
                               : std::string_view(out_).substr(sent_);
  }

  /// What send() of outgoing() has returned: bytes, or -1 with errno.
  void sent(ssize_t result);

  /// What recv() has returned: bytes, 0 for the end, or -1 with errno. An end
  /// or an error decides: 502, unless the answer was whole without it.
  void received(const char* buffer, ssize_t result);

  /// Ends the question with an error: 502, 503 or 504.
  void fail(unsigned status);

  /// The upstream closed a used connection before it answered anything, as it
  /// may at any time while that is idle: nothing is decided, and begin() over
  /// a new connection is the way on.
  bool stale() const { return stale_; }

  /// Whether the answer, or an error, is there.
  bool decided() const { return status_ != 0; }

  /// Whether the connection may carry another question.
  bool reusable() const { return decided() && parser_.keep_alive(); }

  /// 200, or what the client should be told. Requires: decided().
  unsigned status() const { return status_; }

  const std::string& symbol() const { return symbol_; }

  /// As the upstream wrote it ("123.45"). Requires: status() is 200.
  const std::string& price() const { return price_; }

 private:
  void read_on(bool end_of_stream);
  void read_price();

  std::string symbol_;
  std::string out_;
  std::size_t sent_ = 0;
  std::string in_;
  response_parser parser_;
  std::string price_;
  unsigned status_ = 0;
  bool used_ = false;
  bool stale_ = false;
};

/// 1 to 16 letters, digits, dots or dashes.
bool valid_symbol(std::string_view symbol);

}  // namespace looplab::common
