// SPDX-License-Identifier: BSL-1.0
//
// Looking things up in a state. The newest bearer of an id comes last, so the
// search goes backwards.
#include "visualizer/model/state.hpp"

#include <algorithm>

namespace looplab::model {

namespace {

template <class Thing>
const Thing* newest(const std::vector<Thing>& in, std::uint16_t process,
                    id self) {
  const auto found =
      std::find_if(in.rbegin(), in.rend(), [&](const Thing& one) {
        return one.self == self && one.process == process;
      });
  return found == in.rend() ? nullptr : &*found;
}

}  // namespace

const task* state::find_task(std::uint16_t process, id self) const {
  return newest(tasks, process, self);
}

const descriptor* state::find_descriptor(std::uint16_t process, id self) const {
  return newest(descriptors, process, self);
}

const loop* state::find_loop(std::uint16_t process, id self) const {
  return newest(loops, process, self);
}

const loop* state::shown_loop() const {
  return main_loop == 0 ? nullptr : find_loop(main_process, main_loop);
}

}  // namespace looplab::model
