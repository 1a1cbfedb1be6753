// SPDX-License-Identifier: BSL-1.0
//
// The keys of the list of warnings, which lies over the live screen.
#include "visualizer/frame/keys.hpp"

namespace looplab::frame {

namespace {

constexpr auto list = screen_kind::warnings;

constexpr key_binding of_warnings[] = {
    {list,
     command::task_up,
     {key_up, 'k'},
     "↑ k",
     "choose",
     "the warning above",
     "LOOK"},
    {list,
     command::task_down,
     {key_down, 'j'},
     "↓ j",
     "choose",
     "the warning below",
     "LOOK"},
    {list,
     command::start,
     {key_home, key_page_up},
     "Home",
     "",
     "the first one",
     "LOOK"},
    {list,
     command::live,
     {key_end, key_page_down},
     "End",
     "",
     "the last one",
     "LOOK"},
    {list,
     command::enter,
     {key_enter, ' '},
     "Enter",
     "go there",
     "go where it became known",
     "LOOK"},
    {list, command::help, {'?'}, "?", "help", "this help", "LOOK"},
    {list,
     command::quit,
     {'q', key_escape, 'w'},
     "q  Esc",
     "close",
     "close the list",
     "LOOK"},
};

}  // namespace

std::span<const key_binding> warnings_keys() {
  return of_warnings;
}

}  // namespace looplab::frame
