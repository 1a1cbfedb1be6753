// SPDX-License-Identifier: BSL-1.0
//
// Exercise 02.1, solved: put looks at the queue's length, and refuses.
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

const std::string REFUSAL =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

// What the test knows; leave it as it is.
struct pool {
  virtual ~pool() = default;
  virtual bool put(int client) = 0;
};

using serve_function = void (*)(int client);

class bounded_pool : public pool {
 public:
  bounded_pool(unsigned threads, std::size_t room, serve_function serve)
      : room_(room), serve_(serve) {
    for (unsigned i = 0; i < threads; ++i) {
      workers_.emplace_back([this] { work(); });
    }
  }

  ~bounded_pool() override {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    came_.notify_all();
    for (auto& worker : workers_) {
      worker.join();
    }
  }

  bool put(int client) override {
    {
      std::lock_guard lock(mutex_);
      if (waiting_.size() < room_) {
        waiting_.push_back(client);
        came_.notify_one();
        return true;
      }
    }
    ::send(client, REFUSAL.data(), REFUSAL.size(), MSG_NOSIGNAL);
    ::close(client);
    return false;
  }

 private:
  // What each thread does: serve_ closes the client when it is done.
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      came_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) {
        return;
      }
      int client = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      serve_(client);
      lock.lock();
    }
  }

  [[maybe_unused]] const std::size_t room_;
  const serve_function serve_;
  std::mutex mutex_;  // guards waiting_ and closed_
  std::condition_variable came_;
  std::deque<int> waiting_;
  bool closed_ = false;
  std::vector<std::thread> workers_;
};

std::unique_ptr<pool> make_pool(unsigned threads, std::size_t room,
                                serve_function serve) {
  return std::make_unique<bounded_pool>(threads, room, serve);
}
