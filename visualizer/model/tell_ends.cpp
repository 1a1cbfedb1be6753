// SPDX-License-Identifier: BSL-1.0
//
// Ends in sentences: of tasks and threads, of descriptors and what else there
// is, and of whole processes.
#include <fmt/format.h>

#include "visualizer/model/said.hpp"
#include "visualizer/model/telling.hpp"

namespace looplab::model {

using trace::end_how;
using trace::id_space;

namespace {

telling tell_process_end(const scene& s) {
  const std::string successor =
      shortened(s.now.events().text(s.e.text), s.most);
  const auto& known = s.now.events().processes();
  const std::string name = fmt::format(
      said::ends::process, s.e.subject & ~trace::id_space_mask,
      s.e.process < known.size() ? shortened(known[s.e.process].name, s.most)
                                 : "");
  if (successor.empty()) {
    return {fmt::format(said::ends::has_ended, name), said::ends::all_over,
            said::ends::kernel_lets_go, ""};
  }
  return {fmt::format(said::ends::becomes, name, successor),
          said::ends::all_over, said::ends::keeps_number, ""};
}

}  // namespace

telling tell_end(const scene& s) {
  if (trace::space_of(s.e.subject) == id_space::process) {
    return tell_process_end(s);
  }
  const std::string name = s.subject();
  if (trace::space_of(s.e.subject) == id_space::descriptor) {
    return {fmt::format(said::ends::gone, name), said::ends::number_is_free,
            said::ends::number_is_place, ""};
  }
  if (s.now.task(s.e.process, s.e.subject) == nullptr) {
    return {fmt::format(said::ends::gone, name), "", "", ""};
  }
  switch (static_cast<end_how>(s.e.sub)) {
    case end_how::threw:
      return {fmt::format(said::ends::threw, name), said::ends::waiter_gets_it,
              "", ""};
    case end_how::cancelled:
      return {fmt::format(said::ends::cancelled, name), said::ends::not_again,
              "", ""};
    case end_how::abandoned:
      return {fmt::format(said::ends::abandoned, name), said::ends::leak, "",
              ""};
    case end_how::returned:
      break;
  }
  return {fmt::format(said::ends::returned, name),
          trace::space_of(s.e.subject) == id_space::thread
              ? said::ends::stack_back
              : said::ends::not_again,
          said::ends::lane_stays, ""};
}

}  // namespace looplab::model
