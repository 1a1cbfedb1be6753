// SPDX-License-Identifier: BSL-1.0
//
// Mutant: writes last what came first: what waits is a stack.
// fails: in-order
#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

// What the test knows; leave it as it is.
struct stream {
  using callback = std::function<void(std::error_code, std::size_t count)>;
  virtual ~stream() = default;
  // Begins to write, and returns. The loop calls `done` later, and says how
  // many of the bytes were taken: some, perhaps not all. They are read from
  // where they are, at any time until then.
  virtual void async_write_some(std::string_view bytes, callback done) = 0;
  // Sleeps until some of the bytes were taken, and returns how many.
  virtual std::size_t write_some(std::string_view bytes) = 0;
};

struct writer {
  virtual ~writer() = default;
  virtual void write(std::string text) = 0;
};

class write_queue : public writer {
 public:
  explicit write_queue(stream& to) : to_(to) {}

  // Writes the text behind all that came before it.
  void write(std::string text) override {
    if (gone_) {
      return;
    }
    waiting_.push_back(std::move(text));
    if (waiting_.size() == 1) {
      write_first();
    }
  }

 private:
  // Begins to write what is left of the first text; one write is under way
  // whenever there is a first one.
  void write_first() {
    auto left = std::string_view(waiting_.front()).substr(written_);
    to_.async_write_some(left, [this](std::error_code error, auto count) {
      if (error) {
        gone_ = true;
        return waiting_.clear();
      }
      written_ += count;
      if (written_ == waiting_.front().size()) {
        waiting_.pop_front();
        written_ = 0;
        std::reverse(waiting_.begin(), waiting_.end());
      }
      if (!waiting_.empty()) {
        write_first();
      }
    });
  }

  stream& to_;
  std::deque<std::string> waiting_;  // the first is being written
  std::size_t written_ = 0;          // bytes of the first
  bool gone_ = false;
};

std::unique_ptr<writer> make_writer(stream& to) {
  return std::make_unique<write_queue>(to);
}
