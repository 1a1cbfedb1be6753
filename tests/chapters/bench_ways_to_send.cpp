// SPDX-License-Identifier: BSL-1.0
//
// What a message costs on its way from one to another: through a queue with a
// mutex, through chapter 03's channel, through a pipe to another process. First
// as fast as both can; then the receiver takes ten times as long as the sender,
// and what lies in between is counted. Prints a line for each way, with bars
// between: what it is, ns a message, the most that lay in between.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <new>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"

namespace {

constexpr int MESSAGES = 50'000;
constexpr int ROUNDS = 5;

struct message {
  std::array<char, 256> bytes;
};

class mutex_queue {
 public:
  void send(const message& what) {
    {
      std::lock_guard lock(mutex_);
      messages_.push_back(what);
    }
    came_.notify_one();
  }

  void receive() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return !messages_.empty(); });
    messages_.pop_front();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<message> messages_;
};

template <std::size_t Room>
class room_for {
 public:
  void send(const message& what) { channel_.send(what); }

  void receive() { channel_.receive(); }

 private:
  looplab::chapter::channel<message> channel_{"messages", Room};
};

class pipe_of_bytes {
 public:
  pipe_of_bytes() {
    if (::pipe(ends_.data()) != 0) {
      std::perror("bench_ways_to_send: cannot make a pipe");
      std::exit(1);
    }
  }

  ~pipe_of_bytes() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  pipe_of_bytes(const pipe_of_bytes&) = delete;
  pipe_of_bytes& operator=(const pipe_of_bytes&) = delete;

  // A write of this size is never cut: it is smaller than PIPE_BUF.
  void send(const message& what) {
    if (::write(ends_[1], &what, sizeof what) != sizeof what) {
      std::abort();
    }
  }

  void receive() {
    message got;
    if (::read(ends_[0], &got, sizeof got) != sizeof got) {
      std::abort();
    }
  }

 private:
  std::array<int, 2> ends_;
};

// Seen by both sides, also when they are two processes.
struct counts {
  std::atomic<int> received = 0;
};

counts& shared_counts() {
  void* memory = ::mmap(nullptr, sizeof(counts), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    std::perror("bench_ways_to_send: cannot share memory");
    std::exit(1);
  }
  return *new (memory) counts;
}

std::atomic<unsigned long> result;

// A message is made, or used up: a fixed number of steps.
void work(int times) {
  unsigned long number = 1;
  for (int i = 0; i < times * 1000; ++i) {
    number = number * 6364136223846793005UL + 1;
  }
  result = number;
}

struct outcome {
  double nanoseconds;  // a message
  int most;            // in between
};

template <class Way>
void receive_all(Way& from, counts& all, int factor) {
  for (int i = 0; i < MESSAGES; ++i) {
    from.receive();
    ++all.received;
    work(10 * factor);
  }
}

template <class Way>
int send_all(Way& to, const counts& all, int factor) {
  const message what{};
  int most = 0;
  for (int i = 1; i <= MESSAGES; ++i) {
    work(factor);
    to.send(what);
    most = std::max(most, i - all.received.load(std::memory_order_relaxed));
  }
  return most;
}

struct thread_beside {
  template <class Work>
  explicit thread_beside(Work work) : thread(work) {}

  std::jthread thread;
};

class process_beside {
 public:
  template <class Work>
  explicit process_beside(Work work) : child_(::fork()) {
    if (child_ == 0) {
      work();
      ::_exit(0);
    }
  }

  ~process_beside() { ::waitpid(child_, nullptr, 0); }

  process_beside(const process_beside&) = delete;
  process_beside& operator=(const process_beside&) = delete;

 private:
  pid_t child_;
};

template <class Way, class Beside>
outcome run(int factor) {
  Way way;
  auto& all = shared_counts();
  int most = 0;
  auto began = std::chrono::steady_clock::now();
  {
    Beside receiver([&] { receive_all(way, all, factor); });
    most = send_all(way, all, factor);
  }  // waits for the end of it
  std::chrono::duration<double, std::nano> took =
      std::chrono::steady_clock::now() - began;
  ::munmap(&all, sizeof all);
  return {took.count() / MESSAGES, most};
}

template <class Way, class Beside>
void show(const char* name) {
  std::array<double, ROUNDS> rounds;
  for (auto& each : rounds) {
    each = run<Way, Beside>(0).nanoseconds;
  }
  std::sort(rounds.begin(), rounds.end());
  std::printf("%s|%.0f|%d\n", name, rounds[ROUNDS / 2],
              run<Way, Beside>(1).most);
}

}  // namespace

int main() {
  show<mutex_queue, thread_beside>("a queue with a mutex, without a bound");
  show<room_for<0>, thread_beside>("the channel, no room: a rendezvous");
  show<room_for<256>, thread_beside>("the channel, room for 256");
  show<pipe_of_bytes, process_beside>("a pipe to another process");
}
