// SPDX-License-Identifier: BSL-1.0
//
// Hoare's sieve of 1978: each prime is a process that lets pass what it does
// not divide. Here each is a thread, and between two of them is a channel.
// usage: sieve_threads [LIMIT]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"

namespace {

using numbers = looplab::chapter::channel<int>;

// [sieve]
// The first number that comes is a prime. The others that it does not divide
// go on to the next of us, who is there as soon as one goes on.
void sieve(numbers& from, numbers& primes) {
  const auto prime = from.receive();
  if (!prime) {
    return;
  }
  primes.send(*prime);
  numbers to("numbers");
  std::jthread next(sieve, std::ref(to), std::ref(primes));
  while (auto number = from.receive()) {
    if (*number % *prime != 0) {
      to.send(*number);
    }
  }
  to.close();
}

// [sieve]

}  // namespace

int main(int argc, char** argv) {
  const int limit = std::clamp(argc > 1 ? std::atoi(argv[1]) : 50, 2, 1000);
  numbers from("numbers"), primes("primes");
  std::jthread printer([&] {
    int count = 0;
    while (auto prime = primes.receive()) {
      std::printf("%s%d", count++ == 0 ? "" : " ", *prime);
    }
    std::printf("\n%d primes, %d threads\n", count, count + 1);
  });
  {
    std::jthread first(sieve, std::ref(from), std::ref(primes));
    for (int number = 2; number <= limit; ++number) {
      from.send(number);
    }
    from.close();
  }
  primes.close();
}
