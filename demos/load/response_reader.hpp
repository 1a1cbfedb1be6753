// SPDX-License-Identifier: BSL-1.0
//
// Finds where an answer ends, and nothing else: the status, Content-Length and
// whether the connection goes on. It refuses, with a sentence, what has no
// known end (chunked, or read until the server closes) and what is no HTTP/1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace looplab::load {

/// One connection's answers, in pieces of any size. Not thread-safe.
class response_reader {
 public:
  enum class outcome {
    more,    ///< all bytes are used up, and the answer is not whole
    answer,  ///< one answer is whole; bytes of the next one may be left
    refused  ///< see problem(); do not go on reading
  };

  /// Takes bytes off the front of `bytes`, to the end of one answer at most.
  outcome read(std::string_view& bytes);

  /// Of the last answer.
  int status() const { return status_; }

  /// The server said that the last answer ends the connection.
  bool closes() const { return closes_; }

  /// Why it was refused, as a sentence without its end.
  const std::string& problem() const { return problem_; }

 private:
  static constexpr std::size_t HEAD_MAX = std::size_t{16} * 1024;

  bool read_head(std::string_view& bytes);
  bool keep_part(std::string_view bytes);
  bool understand(std::string_view head);
  bool understand_field(std::string_view line);
  bool refuse(std::string why);

  std::string part_;  // of a head that came in pieces
  std::string problem_;
  std::uint64_t left_ = 0;  // bytes of the body still to come
  int status_ = 0;
  bool in_body_ = false;
  bool has_length_ = false;
  bool closes_ = false;
};

}  // namespace looplab::load
