// SPDX-License-Identifier: BSL-1.0
//
// See mentions.hpp.
#include "tests/model/mentions.hpp"

#include <charconv>

namespace looplab::tests {

namespace {

constexpr std::string_view cut = "…";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class scanner {
 public:
  explicit scanner(std::string_view text) : left_(text) {}

  std::vector<mention> all() {
    while (!left_.empty()) {
      step();
    }
    return std::move(found_);
  }

 private:
  template <class Wanted>
  std::string take(Wanted wanted) {
    std::size_t n = 0;
    while (n < left_.size() && wanted(left_[n])) {
      ++n;
    }
    std::string taken(left_.substr(0, n));
    left_.remove_prefix(n);
    return taken;
  }

  bool starts(std::string_view with) const {
    return left_.substr(0, with.size()) == with;
  }

  void step() {
    const char c = left_.front();
    if (c == 'Q') {
      name();
    } else if (is_letter(c)) {
      word();
    } else if (is_digit(c)) {
      number();
    } else {
      // "fd 7" is one thing, "ready: 7" is not.
      before_ = c == ' ' ? before_ : "";
      minus_ = c == '-';
      left_.remove_prefix(1);
    }
  }

  void word() {
    std::string word = take(is_letter);
    if (starts(":") && word == "Next") {
      next_ = true;
    }
    const bool error = word.size() > 2 && word[0] == 'E' && word[1] < 'a';
    if (error) {
      word += take([](char c) { return is_digit(c) || is_letter(c); });
    }
    // The first thread of a process has no name of its own.
    if (error || word == "main") {
      mention m;
      m.what = error ? mentioned::error : mentioned::name;
      m.text = word;
      m.next = next_;
      found_.push_back(m);
    }
    before_ = word;
  }

  void name() {
    mention m;
    m.text = take([&](char c) {
      return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    });
    const bool tail = left_.size() > 1 && is_digit(left_[1]);
    if (starts(" ") && (tail || left_.substr(1, cut.size()) == cut)) {
      left_.remove_prefix(1);
      m.text += " " + take(is_digit);
      if (starts(cut)) {
        left_.remove_prefix(cut.size());
        m.text += cut;
      }
    }
    m.next = next_;
    found_.push_back(m);
    before_.clear();
  }

  void number() {
    mention m;
    m.what = mentioned::number;
    m.before = before_;
    m.next = next_;
    m.hexadecimal = starts("0x");
    left_.remove_prefix(m.hexadecimal ? 2 : 0);
    m.text = take([&](char c) {
      return is_digit(c) || (m.hexadecimal && c >= 'a' && c <= 'f');
    });
    std::from_chars(m.text.data(), m.text.data() + m.text.size(), m.number,
                    m.hexadecimal ? 16 : 10);
    m.number = minus_ ? -m.number : m.number;
    if (starts(".") && left_.size() > 1 && is_digit(left_[1])) {
      left_.remove_prefix(1);
      const std::string tenths = take(is_digit);
      m.tenths = tenths.size() == 1 ? tenths[0] - '0' : 10;
      m.text += "." + tenths;
    }
    if (starts(" ")) {
      left_.remove_prefix(1);
      const std::string_view rest = left_;
      m.after = starts("%") ? "%" : take(is_letter);
      left_ = rest;
    }
    found_.push_back(m);
    before_.clear();
    minus_ = false;
  }

  std::string_view left_;
  std::string before_;
  bool next_ = false;
  bool minus_ = false;
  std::vector<mention> found_;
};

}  // namespace

std::vector<mention> mentions_of(std::string_view sentences) {
  return scanner(sentences).all();
}

bool is_shown_as(std::string_view name, std::string_view shown) {
  const std::size_t gap = shown.find(cut);
  if (gap == std::string_view::npos) {
    return !name.empty() && shown == name;
  }
  const std::string_view end = shown.substr(gap + cut.size());
  const bool number = end.empty() || (end[0] == ' ' && end.size() > 1);
  return number && gap >= 3 && gap + end.size() < name.size() &&
         name.substr(0, gap) == shown.substr(0, gap) &&
         name.substr(name.size() - end.size()) == end;
}

bool is_duration(std::int64_t ns, const mention& shown) {
  const std::int64_t unit = shown.after == "ns"   ? 1
                            : shown.after == "us" ? 1'000
                            : shown.after == "ms" ? 1'000'000
                            : shown.after == "s"  ? 1'000'000'000
                                                  : 0;
  if (unit == 0 || ns / unit != shown.number) {
    return false;
  }
  return shown.tenths < 0 || ns % unit * 10 / unit == shown.tenths;
}

}  // namespace looplab::tests
