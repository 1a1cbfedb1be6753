// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 01.1: one request with every cut point, byte by byte, two
// requests in one piece, and a client that ends too early. The next piece is
// sent when the last one has been taken, so that a reader that waits a little
// and hopes is no better than one that does not wait.
#include <atomic>
#include <cerrno>
#include <string>
#include <thread>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

std::string read_request(int client, std::string& kept);

namespace looplab::exercise {

namespace {

const std::string request = "GET /quote?symbol=ABC HTTP/1.1\r\nHost: a\r\n\r\n";

constexpr property one_piece{"one-piece", "return a request that comes whole"};
constexpr property any_cut{
    "any-cut", "return the whole request wherever the stream was cut", "M18"};
constexpr property keeps_the_rest{
    "keeps-the-rest", "keep what came too early for the next call", "M18"};
constexpr property sees_the_end{
    "sees-the-end", "return nothing when the client ends too early"};
constexpr property sleeps_in_recv{
    "sleeps-in-recv", "sleep in the kernel while nothing has come", "M08"};

std::string shown(const std::string& bytes) {
  std::string out = "\"";
  for (const char c : bytes) {
    out += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
  }
  return out + "\" (" + std::to_string(bytes.size()) + " bytes)";
}

// What the student's code returns while these pieces come.
std::string read_pieces(const std::vector<std::string>& pieces) {
  far_end client;
  std::atomic<bool> returned = false;
  std::thread sender([&] {
    for (const std::string& piece : pieces) {
      client.send(piece);
      while (!returned && !client.taken()) {
      }
    }
  });
  std::string kept;
  auto got = read_request(client.near(), kept);
  returned = true;
  sender.join();
  return got;
}

void try_cuts() {
  trying(any_cut);
  for (std::size_t cut = 1; cut < request.size(); ++cut) {
    const auto got = read_pieces({request.substr(0, cut), request.substr(cut)});
    expect(got == request, "cut after " + std::to_string(cut) + " of " +
                               std::to_string(request.size()) +
                               " bytes, it returned " + shown(got));
  }
  std::vector<std::string> bytes;
  for (const char c : request) {
    bytes.emplace_back(1, c);
  }
  const auto got = read_pieces(bytes);
  expect(got == request, "byte by byte, it returned " + shown(got));
}

void try_two_at_once() {
  trying(keeps_the_rest);
  const std::string second = "GET /hello HTTP/1.1\r\n\r\n";
  far_end client;
  client.send(request + second.substr(0, 5));
  std::string kept;
  auto got = read_request(client.near(), kept);
  expect(got == request, "the first of two was " + shown(got));
  client.send(second.substr(5));
  client.end();
  got = read_request(client.near(), kept);
  expect(got == second,
         "5 bytes of the second request came with the first; "
         "then the second was " +
             shown(got));
}

void try_end() {
  trying(sees_the_end);
  far_end client;
  client.send(request.substr(0, 9));
  client.end();
  std::string kept;
  const auto got = read_request(client.near(), kept);
  expect(got.empty(),
         "the client ended after 9 bytes; it returned " + shown(got));
}

void try_waiting() {
  trying(sleeps_in_recv);
  far_end client;
  const int reader = this_tid();
  bool slept = false;
  std::thread sender([&] {
    client.send(request.substr(0, 9));
    slept = client.taken(1000) && asleep(reader, 500);
    client.send(request.substr(9));
  });
  std::string kept;
  read_request(client.near(), kept);
  sender.join();
  const auto seen = deeds();
  const auto* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept for a time of its own choice", nap);
  const auto* asked_again = first(seen, [](const deed& one) {
    return calls(one, trace::verb::read) && one.arg == -EAGAIN;
  });
  expect(asked_again == nullptr,
         "it asked again and again while there was nothing", asked_again);
  expect(slept, "the rest had not come yet, and the thread was not asleep");
}

}  // namespace

void test() {
  trying(one_piece);
  const auto got = read_pieces({request});
  expect(got == request, "it returned " + shown(got));
  try_cuts();
  try_two_at_once();
  try_end();
  try_waiting();
}

}  // namespace looplab::exercise
