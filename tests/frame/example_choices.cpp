// SPDX-License-Identifier: BSL-1.0
//
// See example_choices.hpp.
#include "tests/frame/example_choices.hpp"

#include "tests/frame/example_views.hpp"

namespace looplab::tests {

frame::live_view filtered_view(frame::size extent, bool typing) {
  frame::live_view view = loop_view(extent);
  view.who.filter = typing ? "client waits:mutex" : "client";
  view.who.typing = typing;
  view.unknown_word = typing ? "waits:mutex" : "";
  view.admitted.emplace();
  for (std::size_t i = 0; i < view.now.tasks.size() && !typing; ++i) {
    if (view.now.tasks[i].name.starts_with("client")) {
      view.admitted->push_back(i);
    }
  }
  return view;
}

frame::live_view stops_view(frame::size extent) {
  frame::live_view view = loop_view(extent);
  model::stop one;
  one.file = view.source.path;
  one.line = 33;
  view.who.stops = {one};
  one.line = view.source.current;
  view.who.stops.push_back(one);
  view.who.setting_stop = true;
  view.who.message =
      "A stop at:  b server.cpp:31  s client 2: runs  p the loop: runs "
      "handlers. Set:  server.cpp:33  server.cpp:31";
  return view;
}

}  // namespace looplab::tests
