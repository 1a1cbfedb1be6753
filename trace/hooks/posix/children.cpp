// SPDX-License-Identifier: BSL-1.0
//
// Waits for the end of a child: stop(join, process) and run; no process is
// named where any child will do.
#include <sys/resource.h>
#include <sys/wait.h>

#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/user_place.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

namespace {

/// One wait for a child by the C library's function of this name; a call that
/// only asks is not told.
template <name Name, class Result, class... Args>
Result wait_for_child(Result (*)(Args...), bool stands, id child,
                      const void* from, std::type_identity_t<Args>... args) {
  const auto real = next<Name, Result(Args...)>();
  if (!watching() || !stands) {
    return real(args...);
  }
  const auto w = begin_wait(wait_why::join, child, user_place(from));
  const Result result = real(args...);
  end_wait(w, outcome(result));
  return result;
}

id child_of(pid_t pid) {
  return pid > 0 ? process_id_of(static_cast<std::uint32_t>(pid)) : 0;
}

bool stands(int options) {
  return (options & WNOHANG) == 0;
}

}  // namespace

// One of them has the name of our own `wait`.
namespace children {

extern "C" {

pid_t wait(int* status) {
  return wait_for_child<"wait">(&::wait, true, 0, caller(), status);
}

pid_t waitpid(pid_t child, int* status, int options) {
  return wait_for_child<"waitpid">(&::waitpid, stands(options), child_of(child),
                                   caller(), child, status, options);
}

pid_t wait3(int* status, int options, struct rusage* used) {
  return wait_for_child<"wait3">(&::wait3, stands(options), 0, caller(), status,
                                 options, used);
}

pid_t wait4(pid_t child, int* status, int options, struct rusage* used) {
  return wait_for_child<"wait4">(&::wait4, stands(options), child_of(child),
                                 caller(), child, status, options, used);
}

int waitid(idtype_t kind, id_t child, siginfo_t* how, int options) {
  const auto only = kind == P_PID ? static_cast<pid_t>(child) : 0;
  return wait_for_child<"waitid">(&::waitid, stands(options), child_of(only),
                                  caller(), kind, child, how, options);
}

}  // extern "C"

}  // namespace children

}  // namespace looplab::trace::hooks
