// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 07.4: a client that says nothing, and the functions that
// the lines call. What is wrong with memory is told when all is over, each
// under its own property.
#include <sys/socket.h>

#include <cstring>
#include <string>
#include <vector>

#include "chapters/07-completion/exercises/4-answer-then-leave/scene.hpp"
#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "trace/recorder.hpp"

void answer_then_leave(int client, char* question);

namespace looplab::exercise {

namespace {

constexpr property begun{"begun", "wait for what was begun, and nothing else"};
constexpr property ends{"ends", "end the receive, for which nobody will come"};
constexpr property lasting{
    "lasting", "send from memory that lasts until it is sent", "M08"};
constexpr property buffers{
    "buffers", "give a buffer back when its operation is done, not before"};
constexpr property answers{"answers", "send its answer whole"};
constexpr property nothing_left{
    "nothing-left", "leave nothing under way and no completion untold"};
constexpr property gives_all_back{"gives-all-back",
                                  "give each buffer back, once"};
constexpr property closes{"closes", "close the connection"};

const std::string GOODBYE = "goodbye\n";

scene* now = nullptr;
bool lasts = true;       // what it sends from
int given_back = 0;      // buffers
int too_early = -1;      // which of them
std::string still_used;  // and by what

std::string name_of(operation which) {
  return OPERATIONS[which].name;
}

// The n-th buffer that was given back, as it was told.
const deed* give_back_number(const std::vector<deed>& seen, int number) {
  return first(seen, [&number](const deed& one) {
    return one.kind == trace::event_kind::note && number-- == 0;
  });
}

void expect_left_well(far_end& client) {
  trying(nothing_left);
  for (const operation which : {SEND, CANCEL, RECEIVE}) {
    expect(!now->op[which].begun || now->op[which].waited,
           "nobody was told that the " + name_of(which) +
               " is done: who looks next will take it for its own");
  }
  trying(gives_all_back);
  for (const buffer_state& one : now->buffer) {
    expect(one.given_back == (one.taken ? 1 : 0),
           std::string("the buffer of the ") + one.name + " was given back " +
               std::to_string(one.given_back) + " times");
  }
  trying(closes);
  expect(client.closed(1000), "the connection is still open");
}

}  // namespace

void test() {
  trying(ends);
  scene all;
  now = &all;
  far_end client;
  const int near = client.give_near();
  auto& question = all.buffer[RECEIVE];
  question.taken = true;
  all.begin(RECEIVE, near, nullptr, [&](io_uring_sqe* entry) {
    io_uring_prep_recv(entry, near, question.memory, sizeof question.memory, 0);
  });
  answer_then_leave(near, question.memory);
  const auto seen = deeds();
  trying(lasting);
  expect(lasts, "the bytes that it sends are in no buffer of its own");
  trying(buffers);
  expect(too_early < 0, still_used, give_back_number(seen, too_early));
  trying(answers);
  const auto got = client.receive(all.op[SEND].begun ? 1000 : 0);
  expect(got == GOODBYE, "the client was sent \"" + got + "\"");
  expect_left_well(client);
}

}  // namespace looplab::exercise

using namespace looplab::exercise;
namespace trace = looplab::trace;

char* take_buffer(const char* text) {
  auto& it = now->buffer[SEND];
  it.taken = true;
  return std::strncpy(it.memory, text, sizeof it.memory - 1);
}

// What is given back is another's at once, who writes into it.
void give_back(char* buffer) {
  const auto where = trace::location_of(__builtin_return_address(0));
  for (const operation which : {SEND, RECEIVE}) {
    auto& it = now->buffer[which];
    if (buffer != it.memory) {
      continue;
    }
    const std::string text = std::string("the buffer of the ") + it.name;
    trace::emit(trace::event_kind::note,
                static_cast<std::uint8_t>(trace::note_kind::text), where,
                trace::current(), 0, trace::intern(text + " is given back"));
    std::memset(it.memory, 'x', sizeof it.memory);
    if (!now->op[which].waited) {
      too_early = given_back;
      still_used = text + " was given back, and nobody had waited until the " +
                   name_of(which) + " was done";
    }
    ++it.given_back;
    ++given_back;
  }
}

void begin_send(int client, const char* bytes) {
  lasts = bytes == now->buffer[SEND].memory;
  now->begin(
      SEND, client, __builtin_return_address(0), [=](io_uring_sqe* entry) {
        io_uring_prep_send(entry, client, bytes, GOODBYE.size(), MSG_NOSIGNAL);
      });
}

void begin_cancel(operation which) {
  now->begin(CANCEL, -1, __builtin_return_address(0),
             [which](io_uring_sqe* entry) {
               io_uring_prep_cancel(entry, nullptr, 0);
               entry->addr = which;  // the word by which it was begun
             });
}

void wait_for(operation which) {
  const void* caller = __builtin_return_address(0);
  if (!now->op[which].begun) {
    trying(begun);
    expect(false, "it waits for a " + name_of(which) +
                      " that was not begun, and will wait for ever");
  }
  if (which == RECEIVE && !now->op[CANCEL].begun) {
    trying(ends);
    expect(false, "it waits for the receive, and the client says nothing");
  }
  now->wait_for(which, caller);
}
