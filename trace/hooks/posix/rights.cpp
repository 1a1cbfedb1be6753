// SPDX-License-Identifier: BSL-1.0
//
// Rights given away: a server that was started as root forks its workers, and
// they become somebody else (or move below another root) before they serve.
// By then they could not make a trace file any more, so they make it here.
#include <sys/types.h>
#include <unistd.h>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

namespace {

void losing_rights() {
  if (watching()) {
    const kept_errno kept;
    detail::before_rights_go();
  }
}

}  // namespace

extern "C" {

int setuid(uid_t user) noexcept {
  losing_rights();
  return next<"setuid", int(uid_t)>()(user);
}

int seteuid(uid_t user) noexcept {
  losing_rights();
  return next<"seteuid", int(uid_t)>()(user);
}

int setreuid(uid_t real, uid_t effective) noexcept {
  losing_rights();
  return next<"setreuid", int(uid_t, uid_t)>()(real, effective);
}

int setresuid(uid_t real, uid_t effective, uid_t saved) noexcept {
  losing_rights();
  return next<"setresuid", int(uid_t, uid_t, uid_t)>()(real, effective, saved);
}

int chroot(const char* path) noexcept {
  losing_rights();
  return next<"chroot", int(const char*)>()(path);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
