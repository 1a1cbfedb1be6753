// SPDX-License-Identifier: BSL-1.0
//
// The usual request asks for no memory: a server that does is slower under
// load than when it is measured alone. Counted by replacing operator new.
#include <atomic>
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "chapters/common/conversation.hpp"
#include "chapters/common/routes.hpp"

namespace {
std::atomic<long> asked_for{0};
}  // namespace

void* operator new(std::size_t size) {
  ++asked_for;
  if (void* memory = std::malloc(size)) {
    return memory;
  }
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace looplab::common {
namespace {

TEST(memory, is_not_asked_for_by_hello) {
  stats numbers;
  const routes site("", numbers);
  const time_point now{};
  conversation talk(numbers, milliseconds(1000), now);
  auto once = [&] {
    talk.received("GET /hello HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", now);
    talk.answer(site.respond(*talk.next_request()).answer, now);
    talk.sent(static_cast<ssize_t>(talk.outgoing().size()), now);
  };
  once();  // the buffers are made
  const long before = asked_for;
  for (int i = 0; i < 100; ++i) {
    once();
  }
  EXPECT_EQ(asked_for - before, 0);
}

}  // namespace
}  // namespace looplab::common
