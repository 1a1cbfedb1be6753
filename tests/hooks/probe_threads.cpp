// SPDX-License-Identifier: BSL-1.0
//
// What the probe does with threads. Where one must be seen waiting, another
// looks at its state in /proc, by system calls that no hook tells of.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <future>
#include <mutex>
#include <thread>

#include "tests/hooks/asleep.hpp"
#include "tests/hooks/probe.hpp"

// The linker's own marks around the code of an executable.
extern "C" {
extern const char __executable_start;
extern const char etext;
}

namespace looplab::test {

void thread_scenario() {
  const int self = thread_number();
  std::thread other([self] { wait_until_asleep(self); });
  other.join();
}

void thread_names_scenario() {
  const int self = thread_number();
  std::thread other([self] {
    expect(pthread_setname_np(pthread_self(), "by itself") == 0, "own name");
    wait_until_asleep(self);
  });
  expect(pthread_setname_np(other.native_handle(), "more than 15 letters") ==
             ERANGE,
         "a long name");
  other.join();
  expect(pthread_setname_np(pthread_self(), "first of all") == 0, "a name");
}

// The other thread takes the mutex first and keeps it until we wait for it.
void mutex_scenario() {
  std::mutex mutex;
  std::atomic<bool> taken{false};
  const int self = thread_number();
  std::thread other([&] {
    const std::lock_guard guard(mutex);
    taken = true;
    wait_until_asleep(self);
  });
  while (!taken) {
    std::this_thread::yield();
  }
  expect(!mutex.try_lock(), "try_lock of a busy mutex");
  mutex.lock();
  mutex.unlock();
  other.join();
  mutex.lock();
  mutex.unlock();
}

void condition_scenario() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  const int self = thread_number();
  changed.notify_one();
  std::thread other([&] {
    wait_until_asleep(self);
    const std::lock_guard guard(mutex);
    ready = true;
    changed.notify_one();
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return ready; });
  expect(changed.wait_for(lock, std::chrono::microseconds(1)) ==
             std::cv_status::timeout,
         "wait_for");
  lock.unlock();
  other.join();
}

void semaphore_scenario() {
  static sem_t semaphore;
  expect(sem_init(&semaphore, 0, 1) == 0, "sem_init");
  expect(sem_wait(&semaphore) == 0, "sem_wait above zero");
  const timespec past{1, 0};
  expect(sem_timedwait(&semaphore, &past) == -1 && errno == ETIMEDOUT,
         "sem_timedwait");
  std::thread other([self = thread_number()] {
    wait_until_asleep(self);
    expect(sem_post(&semaphore) == 0, "sem_post");
  });
  expect(sem_wait(&semaphore) == 0, "sem_wait at zero");
  other.join();
  // Above zero it is a cancellation point all the same.
  expect(sem_post(&semaphore) == 0, "sem_post for nobody");
  pthread_t cancelled;
  const auto body = [](void*) -> void* {
    pthread_cancel(pthread_self());
    sem_wait(&semaphore);
    return nullptr;
  };
  expect(pthread_create(&cancelled, nullptr, body, nullptr) == 0, "create");
  void* result = nullptr;
  expect(pthread_join(cancelled, &result) == 0 && result == PTHREAD_CANCELED,
         "PTHREAD_CANCELED");
  expect(sem_trywait(&semaphore) == 0, "the cancelled one took nothing");
}

void future_scenario() {
  std::promise<int> promise;
  std::atomic<int> word{0};
  const int self = thread_number();
  std::thread other([&] {
    wait_until_asleep(self);
    promise.set_value(3);
    // Until then we may still be asleep in get().
    while (word != 1) {
      std::this_thread::yield();
    }
    wait_until_asleep(self);
    word = 2;
    word.notify_one();
  });
  expect(promise.get_future().get() == 3, "get");
  word = 1;
  word.wait(1);
  other.join();
}

// Says where this program's own code lies, and then waits in ways that the C++
// library stands in between.
void places_scenario() {
  std::printf("%llx %llx\n",
              static_cast<unsigned long long>(
                  reinterpret_cast<std::uintptr_t>(&__executable_start)),
              static_cast<unsigned long long>(
                  reinterpret_cast<std::uintptr_t>(&etext)));
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  const int self = thread_number();
  std::thread other([&] {
    wait_until_asleep(self);
    const std::lock_guard guard(mutex);
    ready = true;
    changed.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  }
  other.join();
}

}  // namespace looplab::test
