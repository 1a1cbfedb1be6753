// SPDX-License-Identifier: BSL-1.0
//
// What is sent to the upstream, and what its answer must look like.
#include "chapters/common/question.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

#include "chapters/common/limits.hpp"

namespace looplab::common {

question::question(std::string symbol) : symbol_(std::move(symbol)) {
  out_.reserve(80);  // asked for once
  out_.append("GET /price?symbol=").append(symbol_);
  out_.append(" HTTP/1.1\r\nHost: upstream\r\n\r\n");
}

void question::begin(bool used) {
  sent_ = 0;
  used_ = used;
  stale_ = false;
}

void question::sent(ssize_t result) {
  if (result >= 0) {
    sent_ += static_cast<std::size_t>(result);
  } else if (errno != EAGAIN && errno != EINTR) {
    read_on(true);
  }
}

void question::received(const char* buffer, ssize_t result) {
  if (decided() || (result < 0 && (errno == EAGAIN || errno == EINTR))) {
    return;
  }
  if (result > 0) {
    in_.append(buffer, static_cast<std::size_t>(result));
  }
  read_on(result <= 0);
}

void question::read_on(bool end_of_stream) {
  if (end_of_stream && used_ && in_.empty()) {
    stale_ = true;
    return;
  }
  auto state = parser_.put(in_, end_of_stream);
  if (state == reading::whole) {
    read_price();
  } else if (state == reading::refused || end_of_stream ||
             in_.size() > MAX_HEAD + MAX_BODY) {
    fail(502);
  }
}

void question::fail(unsigned status) {
  status_ = status;
}

// The upstream answers {"symbol":"ABC","price":123.45}. The price is checked
// to be a number and handed on as it was written, so that no digit is lost.
void question::read_price() {
  constexpr std::string_view KEY = "\"price\":";
  const auto& body = parser_.body();
  auto key = body.find(KEY);
  if (parser_.status() != 200 || key == body.npos) {
    fail(502);
    return;
  }
  auto from = body.find_first_not_of(' ', key + KEY.size());
  auto to =
      body.find_first_not_of("0123456789.eE+-", std::min(from, body.size()));
  double value = 0;
  auto text =
      std::string_view(body).substr(std::min(from, body.size()), to - from);
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (to == body.npos || error != std::errc() ||
      end != text.data() + text.size()) {
    fail(502);
    return;
  }
  price_ = text;
  status_ = 200;
}

bool valid_symbol(std::string_view symbol) {
  auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  return !symbol.empty() && symbol.size() <= 16 &&
         std::all_of(symbol.begin(), symbol.end(), allowed);
}

}  // namespace looplab::common
