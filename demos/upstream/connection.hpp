// SPDX-License-Identifier: BSL-1.0
//
// One client of the backend: bytes that came in, answers that are due, bytes
// that go out. Pipelined requests are worked on at the same time, and answered
// in the order in which they were asked. It makes no system call.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "demos/upstream/request.hpp"

namespace looplab::demos {

/// Requests in, answers out, in order. Not thread-safe.
class connection {
 public:
  /// Bytes from the client.
  void receive(std::string_view bytes) { input_.append(bytes); }

  /// The client will send no more; it may still want its answers.
  void end_of_input() { input_ended_ = true; }

  /// The next request, while the connection wants any. Its views hold until
  /// `begin` is called.
  request next();

  /// Takes the request that `next` gave off the input and returns the position
  /// of its answer.
  std::uint64_t begin(const request& asked);

  /// The answer at `position` is known.
  void answer(std::uint64_t position, int status, std::string_view body);

  /// What can be sent now.
  std::string_view output() const {
    return std::string_view(output_).substr(sent_);
  }

  /// The first `count` bytes of `output` were sent.
  void sent(std::size_t count);

  /// False while so many answers are due that reading more would only fill
  /// memory.
  bool wants_input() const {
    return !input_ended_ && !closing_ && due_.size() < DUE_MAX;
  }

  /// Everything that was asked is answered and sent, and no more will come.
  bool finished() const {
    return due_.empty() && output().empty() && (closing_ || input_ended_);
  }

 private:
  static constexpr std::size_t DUE_MAX = 1024;

  struct due {
    bool keep_alive = true;
    std::optional<std::string> text;
  };

  std::string input_;
  std::string output_;
  std::size_t sent_ = 0;
  std::deque<due> due_;
  std::uint64_t first_due_ = 0;  // position of due_.front()
  bool input_ended_ = false;
  bool closing_ = false;  // a request said that it is the last
};

}  // namespace looplab::demos
