// SPDX-License-Identifier: BSL-1.0
//
// The order of answers, and how an answer looks on the wire.
#include "demos/upstream/connection.hpp"

namespace looplab::demos {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

std::string on_the_wire(int status, std::string_view body, bool keep_alive) {
  std::string text = "HTTP/1.1 ";
  text += std::to_string(status);
  text += ' ';
  text += reason(status);
  text += "\r\nContent-Type: application/json\r\nContent-Length: ";
  text += std::to_string(body.size());
  text += keep_alive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
  text += body;
  return text;
}

}  // namespace

request connection::next() {
  if (closing_ || due_.size() >= DUE_MAX) {
    return {};
  }
  return parse_request(input_);
}

std::uint64_t connection::begin(const request& asked) {
  const bool last = !asked.keep_alive || asked.is == request::state::malformed;
  closing_ = closing_ || last;
  due_.push_back({!last, std::nullopt});
  input_.erase(0, asked.size);
  return first_due_ + due_.size() - 1;
}

void connection::answer(std::uint64_t position, int status,
                        std::string_view body) {
  due& place = due_[position - first_due_];
  place.text = on_the_wire(status, body, place.keep_alive);
  while (!due_.empty() && due_.front().text) {
    output_ += *due_.front().text;
    due_.pop_front();
    ++first_due_;
  }
}

void connection::sent(std::size_t count) {
  sent_ += count;
  if (sent_ == output_.size()) {
    output_.clear();
    sent_ = 0;
  }
}

}  // namespace looplab::demos
