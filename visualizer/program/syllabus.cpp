// SPDX-License-Identifier: BSL-1.0
//
// See syllabus.hpp. A chapter that is here tells its own title.
#include "visualizer/program/syllabus.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>

namespace looplab::program {

void add_missing_chapters(std::vector<frame::chapter_card>& cards) {
  int number = 0;
  for (const char* title :
       {"Blocking I/O", "Threads", "Sharing or sending", "Callbacks", "Futures",
        "epoll", "Completion", "Coroutine frames", "Coroutines on the loop",
        "Green threads", "Cores and databases", "Clients", "Side by side"}) {
    frame::chapter_card card;
    card.number = fmt::format("{:02}", ++number);
    card.title = title;
    card.available = false;
    if (std::ranges::find(cards, card.number, &frame::chapter_card::number) ==
        cards.end()) {
      cards.push_back(std::move(card));
    }
  }
  std::ranges::sort(cards, {}, &frame::chapter_card::number);
}

}  // namespace looplab::program
