// SPDX-License-Identifier: BSL-1.0
//
// troubles NAME: one of the small programs of trouble.hpp.
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "tests/warnings/programs/trouble.hpp"

namespace {

struct story {
  std::string_view name;
  void (*tell)();
};

using namespace looplab::trouble;

#define STORY(name) \
  { #name, &name }

constexpr story stories[] = {
    STORY(long_handler),
    STORY(many_short_handlers),
    STORY(long_computation_beside_the_loop),
    STORY(poll_and_compute),
    STORY(never_suspends),
    STORY(suspends_in_between),
    STORY(sleep_in_the_loop),
    STORY(sleep_beside_the_loop),
    STORY(lock_in_the_loop),
    STORY(read_in_the_loop),
    STORY(read_what_is_there),
    STORY(destroyed_while_suspended),
    STORY(destroyed_when_finished),
    STORY(never_awaited),
    STORY(destroyed_with_the_loop),
    STORY(polls_in_vain),
    STORY(accepts_in_vain),
    STORY(polls_and_serves),
    STORY(locks_crosswise),
    STORY(locks_both_at_once),
    STORY(lock_across_a_turn),
    STORY(lock_within_a_turn),
    STORY(reads_half_of_an_edge),
    STORY(reads_all_of_an_edge),
    STORY(reads_later),
    STORY(never_closes),
    STORY(always_closes),
    STORY(queue_that_grows),
    STORY(queue_that_is_emptied),
    STORY(thread_for_each),
    STORY(threads_that_end),
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view name = argc == 2 ? argv[1] : "";
  const auto* const found = std::ranges::find(stories, name, &story::name);
  if (found == std::end(stories)) {
    std::fprintf(stderr, "troubles: say which\n");
    return 2;
  }
  found->tell();
  return 0;
}
