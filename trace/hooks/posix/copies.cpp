// SPDX-License-Identifier: BSL-1.0
//
// The calls that move bytes between two descriptors inside the kernel, told as
// act(copy, bytes) on the one that is written, with the one that is read
// beside it.
#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/transfer.hpp"

namespace looplab::trace::hooks {

namespace {

touch copying(int to, int from, bool never_waits = false) {
  return {to, verb::copy, never_waits, from};
}

}  // namespace

extern "C" {

ssize_t sendfile(int to, int from, off_t* at, size_t size) noexcept {
  return transfer<"sendfile">(&::sendfile, copying(to, from), to, from, at,
                              size);
}

ssize_t sendfile64(int to, int from, off64_t* at, size_t size) noexcept {
  return transfer<"sendfile64">(&::sendfile64, copying(to, from), to, from, at,
                                size);
}

ssize_t splice(int from, off64_t* from_at, int to, off64_t* to_at, size_t size,
               unsigned flags) {
  return transfer<"splice">(&::splice,
                            copying(to, from, (flags & SPLICE_F_NONBLOCK) != 0),
                            from, from_at, to, to_at, size, flags);
}

ssize_t tee(int from, int to, size_t size, unsigned flags) {
  return transfer<"tee">(&::tee,
                         copying(to, from, (flags & SPLICE_F_NONBLOCK) != 0),
                         from, to, size, flags);
}

ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at,
                        size_t size, unsigned flags) {
  return transfer<"copy_file_range">(&::copy_file_range, copying(to, from),
                                     from, from_at, to, to_at, size, flags);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
