// SPDX-License-Identifier: BSL-1.0
//
// Keeps hooks silent where they must be: while the recorder itself calls libc
// (open, mmap, fcntl ...), and in the child of a vfork, which borrows its
// parent's memory and would write into its parent's ring. It knows nothing of
// any hook.
#pragma once

namespace looplab::trace::detail {

/// How many times this thread is inside the recorder; `after_vfork` is a flag
/// beside the count. Initial-exec, because a hook may run before the dynamic
/// linker could allocate thread-local storage lazily.
[[gnu::tls_model("initial-exec")]] extern constinit thread_local unsigned quiet;

inline constexpr unsigned after_vfork = 0x10000;

/// Asks the kernel who we are; forgets the flag when we are the parent again.
bool in_vfork_child() noexcept;

/// Whether a hook must do nothing but call the real function. One load and one
/// branch normally.
inline bool must_be_silent() noexcept {
  return quiet != 0 && ((quiet & ~after_vfork) != 0 || in_vfork_child());
}

/// The hook of vfork calls this just before it jumps to the real one. Until
/// this thread is seen to be the parent again, `must_be_silent()` asks the
/// kernel at each call.
void before_vfork() noexcept;

/// The hook of pthread_create calls this in the new thread, before its first
/// event, so that its `create` names the thread that made it.
void created_by(unsigned thread) noexcept;

/// The hooks of setuid() and its like call this first. A forked child that has
/// no file yet makes it while it still may.
void before_rights_go() noexcept;

/// Defined in the preloaded library only (elsewhere its address is null):
/// whether the executable carries hooks and a recorder of its own. Two
/// recorders in one process would fight over one file, so this one stays off.
[[gnu::weak]] bool executable_has_hooks() noexcept;

/// The descriptor of the trace file, or -1. The file's lock says that we live,
/// and goes when it is closed; so the hooks of close() and its like treat this
/// number as one that is not open.
int trace_descriptor() noexcept;

/// Makes hooks silent on this thread while it lives.
class inside {
 public:
  inside() noexcept { ++quiet; }

  ~inside() { --quiet; }

  inside(const inside&) = delete;
  inside& operator=(const inside&) = delete;
};

}  // namespace looplab::trace::detail
