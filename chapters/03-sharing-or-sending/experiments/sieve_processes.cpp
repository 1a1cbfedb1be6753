// SPDX-License-Identifier: BSL-1.0
//
// The same sieve on processes, which could not share if they wanted to: each
// prime is one, forked by the one before, with a socket between the two.
// usage: sieve_processes [LIMIT]
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

void send(int to, int number) {
  ::send(to, &number, sizeof number, MSG_NOSIGNAL);
}

int receive(int from) {
  int number = 0;  // and so it is at the end
  ::recv(from, &number, sizeof number, MSG_WAITALL);
  return number;
}

// Runs work(one end, primes) in a process of its own; returns the other end.
int begin(void (*work)(int, int), int printer, int ours) {
  int ends[2];
  ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  if (::fork() == 0) {
    ::close(ends[0]);
    ::close(ours);
    work(ends[1], printer);
    ::_exit(0);
  }
  ::close(ends[1]);
  return ends[0];
}

// [sieve]
void sieve(int from, int primes) {
  const int prime = receive(from);
  if (prime == 0) {
    return;
  }
  send(primes, prime);
  const int to = begin(sieve, primes, from);
  while (int number = receive(from)) {
    if (number % prime != 0) {
      send(to, number);
    }
  }
  ::close(to);  // the next one receives the end, and so on
  ::wait(nullptr);
}

// [sieve]

}  // namespace

int main(int argc, char** argv) {
  const int limit = std::clamp(argc > 1 ? std::atoi(argv[1]) : 50, 2, 1000);
  int primes[2];
  ::socketpair(AF_UNIX, SOCK_STREAM, 0, primes);
  if (::fork() == 0) {
    ::close(primes[0]);
    const int to = begin(sieve, primes[1], -1);
    for (int number = 2; number <= limit; ++number) {
      send(to, number);
    }
    ::close(to);
    return ::wait(nullptr) < 0;
  }
  ::close(primes[1]);
  int count = 0;
  while (int prime = receive(primes[0])) {
    std::printf("%s%d", count++ == 0 ? "" : " ", prime);
  }
  std::printf("\n%d primes, %d processes\n", count, count + 1);
}
