// SPDX-License-Identifier: BSL-1.0
//
// Mutant: puts the rest of a text behind what came meanwhile.
// fails: any-schedule
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

  void write(std::string text) override {
    waiting_.push_back(std::move(text));
    if (waiting_.size() == 1) {
      write_first();
    }
  }

 private:
  void write_first() {
    auto& first = waiting_.front();
    to_.async_write_some(first, [this](std::error_code error, auto count) {
      if (error) {
        return;
      }
      auto rest = waiting_.front().substr(count);
      waiting_.pop_front();
      if (!rest.empty()) {
        waiting_.push_back(std::move(rest));
      }
      if (!waiting_.empty()) {
        write_first();
      }
    });
  }

  stream& to_;
  std::deque<std::string> waiting_;
};

std::unique_ptr<writer> make_writer(stream& to) {
  return std::make_unique<write_queue>(to);
}
