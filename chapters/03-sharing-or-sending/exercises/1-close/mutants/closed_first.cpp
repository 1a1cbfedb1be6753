// SPDX-License-Identifier: BSL-1.0
//
// Mutant: whoever receives looks whether it is closed, and not what lies there.
// fails: keeps-the-buffer
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

// What the test knows; leave it as it is.
struct channel {
  virtual ~channel() = default;
  virtual bool send(int value) = 0;
  virtual std::optional<int> receive() = 0;
  virtual void close() = 0;
};

class buffered_channel : public channel {
 public:
  explicit buffered_channel(std::size_t room) : room_(room) {}

  bool send(int value) override {
    std::unique_lock lock(mutex_);
    went_.wait(lock, [this] { return closed_ || values_.size() < room_; });
    if (closed_) {
      return false;
    }
    values_.push_back(value);
    came_.notify_one();
    return true;
  }

  std::optional<int> receive() override {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return closed_ || !values_.empty(); });
    if (closed_) {
      return std::nullopt;
    }
    int value = values_.front();
    values_.pop_front();
    went_.notify_one();
    return value;
  }

  void close() override {
    std::lock_guard lock(mutex_);
    closed_ = true;
    came_.notify_all();
    went_.notify_all();
  }

 private:
  const std::size_t room_;
  std::mutex mutex_;              // guards all below
  std::condition_variable came_;  // a value has come
  std::condition_variable went_;  // a value has gone: there is room
  std::deque<int> values_;
  bool closed_ = false;
};

std::unique_ptr<channel> make_channel(std::size_t room) {
  return std::make_unique<buffered_channel>(room);
}
