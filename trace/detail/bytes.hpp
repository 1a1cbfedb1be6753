// SPDX-License-Identifier: BSL-1.0
//
// Numbers and texts to bytes and back, for recordings. Little-endian as the
// machines this runs on. A source that is asked for more than it has gives
// zeros and remembers the fault; nobody has to check each number.
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

  /// The number of rows of a table from `first` on, and each of them.
  template <class Rows, class Write>
  void rows(const Rows& all, std::size_t first, Write write_one) {
    number(static_cast<std::uint32_t>(all.size() - first));
    for (std::size_t i = first; i < all.size(); ++i) {
      write_one(all[i]);
    }
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
      refuse(contradiction);
      return "";
    }
    std::string value(left_.substr(0, size));
    left_.remove_prefix(size);
    return value;
  }

  void raw(void* to, std::size_t size) {
    if (size > left_.size()) {
      refuse(contradiction);
      return;
    }
    std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
  }

  /// Reads a number of rows and then each of them, until one is refused. An
  /// absurd number of rows of at least `smallest` bytes is a fault at once,
  /// before anybody makes room for them.
  template <class Read>
  void rows(std::size_t smallest, Read read_one) {
    const auto n = number<std::uint32_t>();
    if (n > left_.size() / smallest) {
      refuse(contradiction);
    }
    for (std::uint32_t i = 0; i < n && good(); ++i) {
      read_one(i);
    }
  }

  std::size_t left() const { return left_.size(); }

  bool good() const { return fault_.empty(); }

  /// What is wrong with the bytes; "" if nothing is.
  const std::string& fault() const { return fault_; }

  /// Only the first fault counts: what follows is not worth reading.
  void refuse(std::string_view why) {
    if (good()) {
      fault_ = why;
    }
    left_ = {};
  }

  /// Nothing may be left over.
  void finish() {
    if (!left_.empty()) {
      refuse(contradiction);
    }
  }

 private:
  static constexpr std::string_view contradiction =
      "its contents contradict its length";

  std::string_view left_;
  std::string fault_;
};

}  // namespace looplab::trace::detail
