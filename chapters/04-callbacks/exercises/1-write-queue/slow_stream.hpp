// SPDX-License-Identifier: BSL-1.0
//
// The stream of 04.1's hidden test. Its client takes as many bytes as the test
// wants, when it wants, and they are read then from where they are. Whether
// they are still there is asked of the address sanitizer before they are
// touched. It refuses to put two writes in order: whoever begins both has to.
#pragma once

#include <sanitizer/asan_interface.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "chapters/exercise/told_callback.hpp"

// As in the student's file.
struct stream {
  using callback = std::function<void(std::error_code, std::size_t count)>;
  virtual ~stream() = default;
  virtual void async_write_some(std::string_view bytes, callback done) = 0;
  virtual std::size_t write_some(std::string_view bytes) = 0;
};

namespace looplab::exercise {

inline bool is_begin(const deed& one) {
  return one.kind == trace::event_kind::start;
}

/// "the first bytes..." (100 bytes). What is no letter is a question mark.
inline std::string shown(std::string_view bytes) {
  constexpr std::size_t most = 30;
  std::string begin(bytes.substr(0, most));
  for (char& byte : begin) {
    byte = byte >= ' ' && byte <= '~' ? byte : '?';
  }
  return '"' + begin + (bytes.size() > most ? "..." : "") + "\" (" +
         std::to_string(bytes.size()) + " bytes)";
}

/// Thread safety: one thread's.
class slow_stream : public stream {
 public:
  void async_write_some(std::string_view bytes, callback done) override {
    expect(!bytes.empty(), "it began to write no bytes at all");
    begun_.push_back(
        {bytes, std::string(bytes), std::move(done),
         told_callback::waiting("write", __builtin_return_address(0),
                                trace::verb::write, client_.near())});
  }

  std::size_t write_some(std::string_view bytes) override {
    ++slept_;
    send(bytes);
    return bytes.size();
  }

  /// The client takes so many bytes of the first write, or all that it has, and
  /// the loop calls back.
  void take(std::size_t most = std::string::npos) {
    auto first = next();
    const auto count = std::min(most, first.bytes.size());
    send(first.bytes.substr(0, count));
    first.told.done(static_cast<std::int64_t>(count));
    first.told.call([&] { first.done({}, count); });
  }

  /// The client has gone, and the loop calls back.
  void fail() {
    auto first = next();
    first.told.done(-EPIPE);
    const auto error = std::make_error_code(std::errc::broken_pipe);
    first.told.call([&] { first.done(error, 0); });
  }

  /// How many writes are begun and not done.
  std::size_t under_way() const { return begun_.size(); }

  std::size_t size_of_next() const { return begun_.front().bytes.size(); }

  /// All that the client has taken.
  const std::string& got() const { return got_; }

  /// How often somebody slept until the client took something.
  int slept() const { return slept_; }

 private:
  struct operation {
    std::string_view bytes;
    std::string as_begun;
    callback done;
    told_callback told;
  };

  operation next() {
    auto first = std::move(begun_.front());
    begun_.pop_front();
    void* begin = const_cast<char*>(first.bytes.data());
    std::string instead;
    if (__asan_region_is_poisoned(begin, first.bytes.size()) != nullptr) {
      instead = "nothing: it was given back";
    } else if (first.bytes != first.as_begun) {
      instead = shown(first.bytes);
    }
    if (!instead.empty()) {
      const auto seen = deeds();
      expect(false,
             "the client came to take " + shown(first.as_begun) +
                 ", and in their place there was " + instead,
             exercise::first(seen, is_begin));
    }
    return first;
  }

  void send(std::string_view bytes) {
    ::send(client_.near(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    got_ += client_.receive(0);
  }

  far_end client_{};
  std::deque<operation> begun_{};
  std::string got_{};
  int slept_ = 0;
};

}  // namespace looplab::exercise
