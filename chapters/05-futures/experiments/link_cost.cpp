// SPDX-License-Identifier: BSL-1.0
//
// What a chain asks of the memory: objects made for the deferred, for each
// callback that is added to it, and while it is fired. Counted, not timed.
#include <cstdio>
#include <cstdlib>
#include <new>

#include "chapters/05-futures/deferred.hpp"

namespace {

int made = 0;

int made_since(int before) {
  return made - before;
}

}  // namespace

void* operator new(std::size_t size) {
  ++made;
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

int main() {
  using looplab::chapter::deferred;
  auto plus_one = [](int value) {
    return value + 1;
  };

  int before = made;
  deferred<int> d;
  std::printf("objects for a deferred: %d\n", made_since(before));

  constexpr int LINKS = 10;
  before = made;
  auto last = d.add_callback(plus_one);
  for (int i = 1; i < LINKS; ++i) {
    last = last.add_callback(plus_one);
  }
  std::printf("for each callback added: %d\n", made_since(before) / LINKS);

  before = made;
  d.callback(0);
  std::printf("while it is fired: %d\n", made_since(before));
}
