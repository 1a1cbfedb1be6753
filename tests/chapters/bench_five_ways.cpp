// SPDX-License-Identifier: BSL-1.0
//
// What it costs to send 256 MiB of a file, which is in memory, over loopback in
// chapter 07's five ways. Who receives throws it away without a copy, so that
// the difference is the sender's. Prints a line for each way, with bars
// between: what it is, MiB a second, ms of the kernel's time in the sender,
// calls.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "chapters/07-completion/experiments/ways_to_send.hpp"
#include "chapters/07-completion/experiments/zero_copy_send.hpp"

namespace {

constexpr std::size_t SIZE = 256 << 20;
constexpr int ROUNDS = 5;

struct cost {
  double seconds;
  double kernel_ms;  // of the thread that sends
  long calls;
};

int file_in_memory(const char* program) {
  const std::vector<char> bytes(1 << 20, '.');
  const int file = make_file(program);
  for (std::size_t at = 0; at < SIZE; at += bytes.size()) {
    const auto n =
        ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    must(n == static_cast<ssize_t>(bytes.size()), "pwrite");
  }
  return file;
}

double kernel_ms() {
  rusage used{};
  ::getrusage(RUSAGE_THREAD, &used);
  return static_cast<double>(used.ru_stime.tv_sec) * 1e3 +
         static_cast<double>(used.ru_stime.tv_usec) / 1e3;
}

void throw_away(int from) {
  std::vector<char> nowhere(1 << 20);
  while (::recv(from, nowhere.data(), nowhere.size(), MSG_TRUNC) > 0) {
  }
}

template <class Send>
cost measure(Send send) {
  connection all;
  const double kernel_before = kernel_ms();
  const auto began = std::chrono::steady_clock::now();
  long calls = 0;
  {
    std::jthread receiving(throw_away, all.theirs);
    calls = send(all.ours);
    ::shutdown(all.ours, SHUT_WR);
  }  // all of it has come
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - began;
  return {took.count(), kernel_ms() - kernel_before, calls};
}

template <class Send>
void show(const char* name, Send send) {
  std::array<cost, ROUNDS> rounds;
  std::generate(rounds.begin(), rounds.end(), [&] { return measure(send); });
  std::sort(rounds.begin(), rounds.end(),
            [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
  const cost& median = rounds[ROUNDS / 2];
  std::printf("%s|%.0f|%.0f|%ld\n", name, (SIZE >> 20) / median.seconds,
              median.kernel_ms, median.calls);
}

}  // namespace

int main(int, char** argv) {
  const int file = file_in_memory(argv[0]);
  auto way = [&](long (*send)(int, int, std::size_t)) {
    return [=](int to) {
      return send(file, to, SIZE);
    };
  };
  show("read, write", way(read_and_write));
  show("mmap, write", way(mmap_and_write));
  show("sendfile", way(by_sendfile));
  show("splice", way(by_splice));
  void* mapped = ::mmap(nullptr, SIZE, PROT_READ, MAP_SHARED, file, 0);
  must(mapped != MAP_FAILED, "mmap");
  show("MSG_ZEROCOPY", [&](int to) {
    return by_flag(static_cast<const char*>(mapped), to, SIZE).sends;
  });
}
