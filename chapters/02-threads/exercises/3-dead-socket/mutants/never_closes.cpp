// SPDX-License-Identifier: BSL-1.0
//
// Mutant: greets everybody and closes nothing.
// fails: closes-once
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

struct guest {
  int client;
  std::string name;
};

// Reads a name and greets it.
void greet(guest& one) {
  char buffer[100];
  auto n = ::recv(one.client, buffer, sizeof buffer, 0);
  one.name.assign(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  const std::string answer = "hello " + one.name;
  ::send(one.client, answer.data(), answer.size(), MSG_NOSIGNAL);
}

void greet_all(const std::vector<int>& clients) {
  std::vector<guest> guests;
  for (int client : clients) {
    guests.push_back({client, ""});
  }
  std::vector<std::jthread> threads;
  for (guest& one : guests) {
    threads.emplace_back([&one] { greet(one); });
  }
}
