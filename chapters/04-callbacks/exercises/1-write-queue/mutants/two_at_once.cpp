// SPDX-License-Identifier: BSL-1.0
//
// Mutant: begins to write each text when it comes.
// fails: one-at-a-time
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
    write_rest(std::make_shared<std::string>(std::move(text)), 0);
  }

 private:
  // The callback owns the text; nobody owns the order.
  void write_rest(const std::shared_ptr<std::string>& text, std::size_t from) {
    auto left = std::string_view(*text).substr(from);
    to_.async_write_some(left, [=, this](std::error_code error, auto count) {
      if (!error && from + count < text->size()) {
        write_rest(text, from + count);
      }
    });
  }

  stream& to_;
};

std::unique_ptr<writer> make_writer(stream& to) {
  return std::make_unique<write_queue>(to);
}
