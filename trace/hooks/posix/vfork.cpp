// SPDX-License-Identifier: BSL-1.0
//
// vfork: its child runs on the parent's memory and on the same thread-local
// storage, and would write into the parent's ring. The flag set here silences
// both until this thread is seen to be the parent again.
//
// The real vfork returns twice into the caller's own frame, so nothing of ours
// may be on the stack: the hook jumps to it, which only assembler can promise.
#include <unistd.h>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

extern "C" [[gnu::visibility("hidden"), gnu::used]] void*
looplab_before_vfork() {
  namespace trace = looplab::trace;
  if (trace::on()) {
    trace::detail::before_vfork();
  }
  return reinterpret_cast<void*>(trace::hooks::next<"vfork", pid_t()>());
}

#if defined(__x86_64__)
asm(R"(
  .text
  .globl vfork
  .type vfork, @function
vfork:
  .cfi_startproc
  endbr64
  subq $8, %rsp
  .cfi_adjust_cfa_offset 8
  call looplab_before_vfork
  addq $8, %rsp
  .cfi_adjust_cfa_offset -8
  jmp *%rax
  .cfi_endproc
  .size vfork, .-vfork
)");
#elif defined(__aarch64__)
asm(R"(
  .text
  .globl vfork
  .type vfork, %function
vfork:
  hint #34
  stp x29, x30, [sp, #-16]!
  bl looplab_before_vfork
  ldp x29, x30, [sp], #16
  mov x16, x0
  br x16
  .size vfork, .-vfork
)");
#else
// POSIX lets vfork be fork, whose child has memory of its own.
extern "C" pid_t vfork() noexcept {
  return fork();
}
#endif
