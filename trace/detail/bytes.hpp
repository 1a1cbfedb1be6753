// SPDX-License-Identifier: BSL-1.0
//
// Numbers and texts to bytes and back, for recordings. Little-endian as the
// machines this runs on. A source that is asked for more than it has gives
// zeros and remembers that it failed; nobody has to check each number.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace looplab::trace::detail {

class byte_sink {
 public:
  template <class Number>
  void number(Number value) {
    static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }

  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes_.append(value);
  }

  void raw(const void* from, std::size_t size) {
    bytes_.append(static_cast<const char*>(from), size);
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class byte_source {
 public:
  explicit byte_source(std::string_view bytes) : left_(bytes) {}

  template <class Number>
  Number number() {
    Number value{};
    raw(&value, sizeof value);
    return value;
  }

  std::string text() {
    const auto size = number<std::uint32_t>();
    if (size > left_.size()) {
      fail();
      return "";
    }
    std::string value(left_.substr(0, size));
    left_.remove_prefix(size);
    return value;
  }

  void raw(void* to, std::size_t size) {
    if (size > left_.size()) {
      fail();
      return;
    }
    std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
  }

  /// How many things of at least `smallest` bytes follow; an absurd number
  /// fails here, before anybody makes room for it.
  std::uint32_t count(std::size_t smallest) {
    const auto n = number<std::uint32_t>();
    if (n > left_.size() / smallest) {
      fail();
      return 0;
    }
    return n;
  }

  std::size_t left() const { return left_.size(); }

  bool good() const { return good_; }

  /// Everything was there and nothing is left over.
  bool finished() const { return good_ && left_.empty(); }

  void fail() {
    good_ = false;
    left_ = {};
  }

 private:
  std::string_view left_;
  bool good_ = true;
};

}  // namespace looplab::trace::detail
