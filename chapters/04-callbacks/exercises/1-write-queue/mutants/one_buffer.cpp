// SPDX-License-Identifier: BSL-1.0
//
// Mutant: one buffer, which grows while it is being written.
// fails: keeps-bytes M08
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

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
    waiting_ += text;
    if (!busy_) {
      write_some();
    }
  }

 private:
  void write_some() {
    busy_ = true;
    to_.async_write_some(waiting_, [this](std::error_code error, auto count) {
      waiting_.erase(0, count);
      busy_ = error || !waiting_.empty();
      if (!error && busy_) {
        write_some();
      }
    });
  }

  stream& to_;
  std::string waiting_;
  bool busy_ = false;
};

std::unique_ptr<writer> make_writer(stream& to) {
  return std::make_unique<write_queue>(to);
}
