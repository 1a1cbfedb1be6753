// SPDX-License-Identifier: BSL-1.0
//
// The one file that includes Boost.Beast.
#include "chapters/common/http_parser.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "chapters/common/limits.hpp"

namespace looplab::common {
namespace {

namespace http = boost::beast::http;
using boost::beast::iequals;
using error_code = boost::beast::error_code;
using view = boost::beast::string_view;

error_code refused() {
  return http::make_error_code(http::error::bad_value);
}

method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return method::get;
    case http::verb::head:
      return method::head;
    case http::verb::delete_:
    case http::verb::post:
    case http::verb::put:
    case http::verb::connect:
    case http::verb::options:
    case http::verb::trace:
    case http::verb::patch:
      return method::other;
    default:
      return method::unknown;
  }
}

// Beast has one error for "HTTP/2.0", which is a version, and for "HTTX/1.1",
// which is not; the field expects 505 for the first and 400 for the second.
bool names_a_version(std::string_view head) {
  auto line = head.substr(0, head.find('\r'));
  auto last = line.substr(std::min(line.rfind(' ') + 1, line.size()));
  auto digit = [](char c) {
    return c >= '0' && c <= '9';
  };
  return last != "HTTP/1.0" && last != "HTTP/1.1" && last.size() == 8 &&
         last.starts_with("HTTP/") && digit(last[5]) && last[6] == '.' &&
         digit(last[7]);
}

}  // namespace

class request_parser::grammar : public http::basic_parser<true> {
 public:
  explicit grammar(request_parser& owner) : owner_(owner) {
    header_limit(MAX_HEAD + 1);
    body_limit(MAX_BODY);
    eager(true);
  }

 private:
  void on_request_impl(http::verb verb, view, view target, int version,
                       error_code& error) override {
    owner_.message_.method = method_of(verb);
    owner_.message_.http_1_0 = version == 10;
    if (target.size() > MAX_TARGET) {
      owner_.refuse(414);
      error = refused();
      return;
    }
    owner_.message_.target.assign(target.data(), target.size());
    owner_.head_bytes_ = target.size();
  }

  void on_field_impl(http::field field, view name, view value,
                     error_code& error) override {
    // Beast's own limit is for one piece; a client that sends its head field
    // by field would never reach it.
    owner_.head_bytes_ += name.size() + value.size() + 4;
    if (owner_.head_bytes_ > MAX_HEAD) {
      owner_.refuse(431);
      error = refused();
      return;
    }
    if (field == http::field::host) {
      // Two hosts are two opinions about who is asked.
      if (std::exchange(owner_.has_host_, true)) {
        error = refused();
      }
    } else if (field == http::field::expect) {
      owner_.expects_continue_ = iequals(value, "100-continue");
    } else if (field == http::field::transfer_encoding &&
               !iequals(value, "chunked")) {
      owner_.refuse(501);
      error = refused();
    }
  }

  void on_header_impl(error_code& error) override {
    if (!owner_.has_host_ && !owner_.message_.http_1_0) {
      error = refused();
    }
    owner_.message_.keep_alive = keep_alive();
  }

  // No route here reads a body, so bodies are counted and dropped.
  void on_body_init_impl(const boost::optional<std::uint64_t>&,
                         error_code&) override {}

  std::size_t on_body_impl(view bytes, error_code&) override {
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, view bytes,
                                 error_code&) override {
    return bytes.size();
  }

  void on_finish_impl(error_code&) override {}

  void on_response_impl(int, view, int, error_code&) override {}

  request_parser& owner_;
};

request_parser::request_parser() {
  begin();
}

request_parser::~request_parser() {
  finish();
}

void request_parser::begin() {
  static_assert(sizeof(grammar) <= GRAMMAR_SIZE);
  static_assert(alignof(grammar) <= 8);
  new (grammar_) grammar(*this);
}

void request_parser::finish() {
  parser().~grammar();
}

request_parser::grammar& request_parser::parser() {
  return *std::launder(reinterpret_cast<grammar*>(grammar_));
}

void request_parser::reset() {
  finish();
  state_ = reading::nothing;
  head_bytes_ = 0;
  has_host_ = false;
  expects_continue_ = false;
  begin();
}

void request_parser::refuse(unsigned status) {
  state_ = reading::refused;
  status_ = status;
}

std::size_t request_parser::put(std::string_view bytes) {
  if (bytes.empty()) {
    return 0;
  }
  state_ = reading::partly;
  error_code error;
  auto used =
      parser().put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error == http::error::need_more) {
    check_limits(bytes.substr(used));
  } else if (error && state_ != reading::refused) {
    if (error == http::error::header_limit) {
      refuse(431);
      check_limits(bytes.substr(used));
    } else if (error == http::error::body_limit) {
      refuse(413);
    } else if (error == http::error::bad_version && names_a_version(bytes)) {
      refuse(505);
    } else {
      refuse(400);
    }
  } else if (!error && parser().is_done()) {
    state_ = reading::whole;
  }
  return used;
}

// A line that has no end yet is too long already.
void request_parser::check_limits(std::string_view rest) {
  if (parser().is_header_done()) {
    return;
  }
  constexpr auto LONGEST_LINE = MAX_TARGET + 32;
  if (head_bytes_ == 0 && rest.size() > LONGEST_LINE &&
      rest.find('\n') > LONGEST_LINE) {
    refuse(414);
  } else if (head_bytes_ + rest.size() > MAX_HEAD) {
    refuse(431);
  }
}

bool request_parser::take_expectation() {
  return std::exchange(expects_continue_, false) && parser().is_header_done() &&
         !parser().is_done();
}

class response_parser::grammar : public http::basic_parser<false> {
 public:
  explicit grammar(response_parser& owner) : owner_(owner) {
    owner_.body_.clear();
    header_limit(MAX_HEAD);
    body_limit(MAX_BODY);
    eager(true);
  }

 private:
  void on_response_impl(int status, view, int, error_code&) override {
    owner_.status_ = static_cast<unsigned>(status);
  }

  void on_header_impl(error_code&) override {
    owner_.keep_alive_ = keep_alive() && !need_eof();
  }

  std::size_t on_body_impl(view bytes, error_code&) override {
    owner_.body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  std::size_t on_chunk_body_impl(std::uint64_t, view bytes,
                                 error_code&) override {
    owner_.body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&,
                         error_code&) override {}

  void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}

  void on_field_impl(http::field, view, view, error_code&) override {}

  void on_finish_impl(error_code&) override {}

  void on_request_impl(http::verb, view, view, int, error_code&) override {}

  response_parser& owner_;
};

reading response_parser::put(std::string_view bytes, bool end_of_stream) {
  if (bytes.empty()) {
    return end_of_stream ? reading::refused : reading::nothing;
  }
  grammar parser(*this);
  error_code error;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (end_of_stream && (!error || error == http::error::need_more) &&
      !parser.is_done()) {
    parser.put_eof(error);
  }
  if (parser.is_done()) {
    return reading::whole;
  }
  return error && error != http::error::need_more ? reading::refused
                                                  : reading::partly;
}

}  // namespace looplab::common
