// SPDX-License-Identifier: BSL-1.0
//
// The home screen's example: three chapters that are here, in three states of
// progress, and ten that are not; and a chapter's question.
#include "tests/frame/example_views.hpp"

namespace looplab::tests {

frame::home_view chapters_view() {
  frame::home_view view;
  view.chapters = {{"01",
                    "Blocking I/O",
                    "What does a server do while it waits?",
                    "server.cpp",
                    "6",
                    {"one thread, asleep in accept, then in recv",
                     "a silent client that stops everybody"},
                    'x',
                    true},
                   {"02",
                    "Threads",
                    "Can we simply have one waiter per client?",
                    "server.cpp",
                    "6",
                    {"a thread is born with each connection and ends with it"},
                    'o',
                    true}};
  for (const char* title : {"Sharing or sending", "Callbacks", "Futures"}) {
    frame::chapter_card card;
    card.number = "0" + std::to_string(view.chapters.size() + 1);
    card.title = title;
    card.available = false;
    view.chapters.push_back(card);
  }
  view.chapters.push_back(
      {"06",
       "epoll",
       "How does the loop learn that something can be done?",
       "server.cpp",
       "8",
       {"one thread that sleeps in epoll_wait, once, for every descriptor",
        "the kernel says what is ready; the bytes move only at recv",
        "a client that waits 200 ms for its quote while the others are "
        "served"},
       '.',
       true});
  for (const char* title :
       {"Completion", "Coroutine frames", "Coroutines on the loop",
        "Green threads", "Cores and databases", "Clients", "Side by side"}) {
    frame::chapter_card card;
    card.number = std::to_string(view.chapters.size() + 1);
    card.number.insert(0, card.number.size() == 1 ? "0" : "");
    card.title = title;
    card.available = false;
    view.chapters.push_back(card);
  }
  view.selected = 5;
  view.chapters[5].exercises = "0 of 4 exercises";
  view.chapters[5].recorded = true;
  view.hint = "You stopped in chapter 06, turn 88. c goes on from there.";
  return view;
}

frame::predict_view prediction_view() {
  frame::predict_view view;
  view.title = "06 epoll";
  view.question =
      "epoll_wait has just returned: client 1's socket holds a request of 48 "
      "bytes. How many of them are in the server's buffer?";
  view.answers = {"none", "all 48",
                  "all 48 if it is level-triggered, none if it is "
                  "edge-triggered",
                  "as many as fit into the event"};
  view.selected = 1;
  return view;
}

frame::predict_view answer_view() {
  frame::predict_view view = prediction_view();
  view.right = 0;
  view.why =
      "epoll tells; it does not deliver. The bytes stay in the kernel's "
      "socket buffer until the server calls recv, which is the next thing "
      "that client 1's task does.";
  return view;
}

}  // namespace looplab::tests
