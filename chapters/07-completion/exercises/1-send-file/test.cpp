// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 07.1: a small file, a big one for a client that reads only
// when the student's code has returned, a client that leaves, and a file that
// becomes shorter on its way.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "chapters/exercise/memory_file.hpp"

struct file_answer {
  int file = -1;
  off_t size = 0;
  off_t sent = 0;
};

enum class progress { done, more, failed };

bool begin(file_answer& what, const char* path);
progress send_more(file_answer& what, int client);

namespace looplab::exercise {

namespace {

constexpr std::size_t BIG = 1'000'003;

constexpr property at_once{"at-once", "send a small file in one call"};
constexpr property no_detour{
    "no-detour", "have no byte of the file in the program's memory"};
constexpr property never_waits{
    "never-waits", "return when the socket takes nothing more", "M08"};
constexpr property all_of_it{"all-of-it",
                             "send each byte of the file once, in order"};
constexpr property client_left{"client-left",
                               "return failed when the client has gone"};
constexpr property shorter{"shorter",
                           "return failed when the file has become shorter"};
constexpr property closes{"closes",
                          "have closed the file when the answer is over"};

std::string returned(progress how) {
  constexpr std::array names{"done", "more", "failed"};
  return std::string("it returned ") + names[static_cast<std::size_t>(how)];
}

// A client that has asked for a file.
struct visit {
  explicit visit(std::size_t size) : file("file", size) {
    ::fcntl(client.near(), F_SETFL, O_NONBLOCK);
    expect(begin(answer, file.path().c_str()), "begin returned false");
  }

  progress send() { return send_more(answer, client.near()); }

  // All that the client can read now.
  std::string read() {
    std::string out, piece;
    while (!(piece = client.receive(0)).empty()) {
      out += piece;
    }
    return out;
  }

  memory_file file;
  far_end client;
  file_answer answer;
};

bool waits(const deed& one) {
  const auto is = [&one](trace::event_kind kind, auto sub) {
    return one.kind == kind && one.sub == static_cast<std::uint8_t>(sub);
  };
  return sleeps(one) || is(trace::event_kind::stop, trace::wait_why::io) ||
         is(trace::event_kind::poll, trace::poll_phase::begin);
}

void expect_no_detour(const std::vector<deed>& seen) {
  trying(no_detour);
  const auto* detour = first(seen, [](const deed& one) {
    using trace::verb;
    return calls(one, verb::read) || calls(one, verb::receive) ||
           calls(one, verb::write) || calls(one, verb::send);
  });
  expect(detour == nullptr, "the bytes went through memory of the program",
         detour);
}

void try_small() {
  trying(at_once);
  visit one(22);
  const auto how = one.send();
  const auto seen = deeds();
  const auto got = one.read();
  expect(got == one.file.bytes() && how == progress::done,
         "the client got \"" + got + "\", and " + returned(how));
  expect_no_detour(seen);
}

// The client does not read while the student's code runs. Whoever waits for
// that all the same is let go after a while.
void try_full() {
  trying(never_waits);
  visit one(BIG);
  std::atomic<bool> over = false;
  std::thread reader([&] {
    eventually([&] { return over.load(); }, 200);
    while (!over) {
      one.client.receive(10);
    }
  });
  const auto how = one.send();
  over = true;
  reader.join();
  const auto seen = deeds();
  if (how == progress::more) {
    ::close(one.answer.file);
  }
  const auto* nap = first(seen, waits);
  expect(nap == nullptr, "the socket was full, and it slept", nap);
  int times = 0;
  const auto* again = first(seen, [&times](const deed& act) {
    return calls(act, trace::verb::copy) && act.arg == -EAGAIN && ++times == 2;
  });
  expect(again == nullptr, "the socket was full, and it asked again", again);
}

void try_all() {
  trying(all_of_it);
  visit one(BIG);
  std::string got;
  auto how = progress::more;
  for (int calls = 0; calls < 1000 && how == progress::more; ++calls) {
    how = one.send();
    got += one.read();
  }
  const auto differs = first_difference(got, one.file.bytes());
  expect(differs == got.size(), "byte " + std::to_string(differs) +
                                    " that came is not byte " +
                                    std::to_string(differs) + " of the file");
  expect(how == progress::done && got.size() == BIG,
         "of " + std::to_string(BIG) + " bytes " + std::to_string(got.size()) +
             " came, and " + returned(how));
}

void try_leaving() {
  trying(client_left);
  auto one = std::make_unique<visit>(BIG);
  one->send();
  const int near = one->client.give_near();
  file_answer answer = one->answer;
  one.reset();  // the client goes, in the middle of the file
  const auto how = send_more(answer, near);
  ::close(near);
  expect(how == progress::failed, "the client had gone, and " + returned(how));
}

void try_shorter() {
  trying(shorter);
  visit one(BIG);
  one.send();
  one.file.cut(static_cast<std::size_t>(one.answer.sent));
  one.read();
  const auto how = one.send();
  expect(how == progress::failed,
         "the file had become shorter, and " + returned(how));
}

}  // namespace

void test() {
  std::signal(SIGPIPE, SIG_IGN);
  const auto before = open_descriptors();
  const auto expect_closed = [before](const std::string& after) {
    trying(closes);
    const auto left = open_descriptors() - before;
    expect(left == 0, after + ", and of its descriptors " +
                          std::to_string(left) + " were left open");
  };
  try_small();
  try_full();
  try_all();
  expect_closed("all was sent");
  try_leaving();
  try_shorter();
  expect_closed("sending had failed");
}

}  // namespace looplab::exercise
