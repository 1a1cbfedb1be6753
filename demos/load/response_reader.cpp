// SPDX-License-Identifier: BSL-1.0
//
// Most answers are whole in one receive; only those that are not are copied.
#include "demos/load/response_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace looplab::load {
namespace {

constexpr std::string_view END = "\r\n\r\n";

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20)
                                        : letter;
}

bool same(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(),
                    lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

// Whether `text` begins like a status line, as far as it goes.
bool begins_like_http(std::string_view text) {
  constexpr std::string_view start = "HTTP/1.";
  const std::size_t count = std::min(text.size(), start.size());
  return text.substr(0, count) == start.substr(0, count);
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

}  // namespace

response_reader::outcome response_reader::read(std::string_view& bytes) {
  while (!in_body_) {
    if (!read_head(bytes)) {
      return problem_.empty() ? outcome::more : outcome::refused;
    }
    // 100 to 199 only announce the answer.
    in_body_ = status_ >= 200;
  }
  const auto taken = std::min(left_, static_cast<std::uint64_t>(bytes.size()));
  bytes.remove_prefix(taken);
  left_ -= taken;
  if (left_ > 0) {
    return outcome::more;
  }
  in_body_ = false;
  return outcome::answer;
}

bool response_reader::read_head(std::string_view& bytes) {
  if (part_.empty()) {
    const std::size_t end = bytes.find(END);
    if (end == bytes.npos) {
      return keep_part(std::exchange(bytes, {}));
    }
    const std::string_view head = bytes.substr(0, end);
    bytes.remove_prefix(end + END.size());
    return understand(head);
  }
  const std::size_t before = part_.size();
  // The end may be cut, too: its first three bytes may be there already.
  const std::size_t from = before < END.size() ? 0 : before - END.size() + 1;
  part_.append(bytes.substr(0, HEAD_MAX));
  const std::size_t end = part_.find(END, from);
  if (end == part_.npos) {
    bytes = {};
    return keep_part({});
  }
  bytes.remove_prefix(end + END.size() - before);
  const std::string head = std::exchange(part_, {}).substr(0, end);
  return understand(head);
}

bool response_reader::keep_part(std::string_view bytes) {
  part_.append(bytes);
  if (!begins_like_http(part_)) {
    return refuse("the answer is no HTTP/1.1: it begins otherwise");
  }
  if (part_.size() > HEAD_MAX) {
    return refuse("the head of the answer is longer than 16 KiB");
  }
  return false;
}

bool response_reader::understand(std::string_view head) {
  // "HTTP/1.1 200": what follows is for people.
  if (!begins_like_http(head) || head.size() < 12 || head[8] != ' ' ||
      !is_digit(head[9]) || !is_digit(head[10]) || !is_digit(head[11])) {
    return refuse("the answer is no HTTP/1.1: it has no status line");
  }
  status_ = (head[9] - '0') * 100 + (head[10] - '0') * 10 + (head[11] - '0');
  closes_ = head[7] == '0';
  has_length_ = false;
  left_ = 0;
  std::size_t end = head.find("\r\n");
  while (end != head.npos) {
    const std::size_t start = end + 2;
    end = head.find("\r\n", start);
    if (!understand_field(head.substr(start, end - start))) {
      return false;
    }
  }
  const bool no_body = status_ < 200 || status_ == 204 || status_ == 304;
  if (no_body) {
    left_ = 0;
  } else if (!has_length_) {
    return refuse(
        "an answer has no Content-Length, so that nobody knows where it ends");
  }
  return true;
}

bool response_reader::understand_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) {
    return refuse("the answer is no HTTP/1.1: a header field has no colon");
  }
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (same(name, "content-length")) {
    const char* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, left_);
    if (error != std::errc() || stopped != end) {
      return refuse("an answer has a Content-Length that is no number");
    }
    has_length_ = true;
  } else if (same(name, "connection")) {
    closes_ = same(value, "close") || (closes_ && !same(value, "keep-alive"));
  } else if (same(name, "transfer-encoding")) {
    return refuse("an answer is chunked, which this generator does not read");
  }
  return true;
}

bool response_reader::refuse(std::string why) {
  problem_ = std::move(why);
  return false;
}

}  // namespace looplab::load
