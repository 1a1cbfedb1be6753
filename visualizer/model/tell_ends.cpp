// SPDX-License-Identifier: BSL-1.0
//
// Ends in sentences: of tasks and threads, of descriptors and what else there
// is, and of whole processes.
#include <fmt/format.h>

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
      "Process {} ({})", s.e.subject & ~trace::id_space_mask,
      s.e.process < known.size() ? shortened(known[s.e.process].name, s.most)
                                 : "");
  if (successor.empty()) {
    return {fmt::format("{} has ended", name), "all that lived in it is over",
            "It need not have said so: the kernel lets go of all it had.", ""};
  }
  return {fmt::format("{} becomes {}", name, successor),
          "all that lived in it is over",
          "exec keeps the number and changes the program.", ""};
}

}  // namespace

telling tell_end(const scene& s) {
  if (trace::space_of(s.e.subject) == id_space::process) {
    return tell_process_end(s);
  }
  const std::string name = s.subject();
  if (trace::space_of(s.e.subject) == id_space::descriptor) {
    return {fmt::format("{} is gone", name),
            "its number may be given to the next one opened",
            "A number is only a place in the process's table.", ""};
  }
  if (s.now.task(s.e.process, s.e.subject) == nullptr) {
    return {fmt::format("{} is gone", name), "", "", ""};
  }
  switch (static_cast<end_how>(s.e.sub)) {
    case end_how::threw:
      return {fmt::format("{} ends with an exception", name),
              "whoever waits for it gets that instead of a result", "", ""};
    case end_how::cancelled:
      return {fmt::format("{} is cancelled", name), "it will not run again", "",
              ""};
    case end_how::abandoned:
      return {fmt::format("{} is destroyed while it still waits", name),
              "nobody can ever resume it: a leak", "", ""};
    case end_how::returned:
      break;
  }
  return {fmt::format("{} ends", name),
          trace::space_of(s.e.subject) == id_space::thread
              ? "the kernel takes its stack back"
              : "it will not run again",
          "Its lane stays a while, so that the end can be seen.", ""};
}

}  // namespace looplab::model
