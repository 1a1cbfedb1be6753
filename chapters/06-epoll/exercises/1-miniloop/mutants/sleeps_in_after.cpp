// SPDX-License-Identifier: BSL-1.0
//
// Mutant: sleeps until the time has come: nobody else runs meanwhile.
// fails: hears-meanwhile M14
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

// What the test knows; leave it as it is.
struct loop {
  using function = std::function<void()>;
  virtual ~loop() = default;
  virtual void watch(int fd, function readable) = 0;
  virtual void after(int ms, function what) = 0;
  virtual void post(function what) = 0;  // any thread
  virtual void run() = 0;                // until stop()
  virtual void stop() = 0;               // from inside the loop
};

using std::chrono::steady_clock;

class miniloop : public loop {
 public:
  miniloop() {
    epoll_event about{EPOLLIN, {.fd = wake_up_}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_up_, &about);
  }

  ~miniloop() override {
    ::close(wake_up_);
    ::close(epoll_);
  }

  void watch(int fd, function readable) override {
    epoll_event about{EPOLLIN, {.fd = fd}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &about);
    watched_[fd] = std::move(readable);
  }

  void after(int ms, function what) override {
    ::usleep(static_cast<unsigned>(ms) * 1000);
    post(std::move(what));
  }

  void post(function what) override {
    {
      std::lock_guard lock(mutex_);
      posted_.push_back(std::move(what));
    }
    ::eventfd_write(wake_up_, 1);
  }

  void run() override {
    while (!stopped_) {
      turn();
    }
  }

  void stop() override { stopped_ = true; }

 private:
  void turn() {
    epoll_event events[16];
    int count = ::epoll_wait(epoll_, events, 16, sleep_ms());
    for (int i = 0; i < count; ++i) {
      if (events[i].data.fd == wake_up_) {
        eventfd_t ignored;
        ::eventfd_read(wake_up_, &ignored);
      } else {
        watched_[events[i].data.fd]();
      }
    }
    run_timers();
    run_posted();
  }

  int sleep_ms() const {
    if (timers_.empty()) {
      return -1;
    }
    auto left = std::chrono::ceil<std::chrono::milliseconds>(
        timers_.begin()->first - steady_clock::now());
    return left.count() < 0 ? 0 : static_cast<int>(left.count());
  }

  void run_timers() {
    const auto now = steady_clock::now();
    while (!timers_.empty() && timers_.begin()->first <= now) {
      auto what = timers_.extract(timers_.begin());
      what.mapped()();
    }
  }

  void run_posted() {
    std::vector<function> posted;
    {
      std::lock_guard lock(mutex_);
      posted.swap(posted_);
    }
    for (auto& what : posted) {
      what();
    }
  }

  int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  std::map<int, function> watched_;
  bool stopped_ = false;
  std::multimap<steady_clock::time_point, function> timers_;
  int wake_up_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  std::mutex mutex_;  // guards posted_
  std::vector<function> posted_;
};

std::unique_ptr<loop> make_loop() {
  return std::make_unique<miniloop>();
}
