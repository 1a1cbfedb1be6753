// SPDX-License-Identifier: BSL-1.0
//
// Error numbers by name, and what the common ones mean to a program that
// waits. In the model rather than from strerror: the recording may come from
// another machine, and its language is not ours.
#include <fmt/format.h>

#include <array>
#include <cerrno>

#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

struct error_word {
  int number;
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array known{
    error_word{EAGAIN, "EAGAIN", "nothing there now"},
    error_word{EINTR, "EINTR", "interrupted by a signal"},
    error_word{EINPROGRESS, "EINPROGRESS", "on its way, not finished"},
    error_word{EALREADY, "EALREADY", "already on its way"},
    error_word{ECONNREFUSED, "ECONNREFUSED", "nobody listens there"},
    error_word{ECONNRESET, "ECONNRESET", "the peer broke the connection"},
    error_word{ECONNABORTED, "ECONNABORTED", "the peer left before accept"},
    error_word{EPIPE, "EPIPE", "the peer no longer reads"},
    error_word{ENOTCONN, "ENOTCONN", "there is no connection"},
    error_word{ETIMEDOUT, "ETIMEDOUT", "no answer in time"},
    error_word{ECANCELED, "ECANCELED", "cancelled before it was due"},
    error_word{EMFILE, "EMFILE", "no descriptor is free in this process"},
    error_word{ENFILE, "ENFILE", "no descriptor is free in this system"},
    error_word{EBADF, "EBADF", "no such descriptor"},
    error_word{EBUSY, "EBUSY", "somebody else holds it"},
    error_word{EDEADLK, "EDEADLK", "waiting for it would never end"},
    error_word{ENOENT, "ENOENT", "there is no such file"},
    error_word{EEXIST, "EEXIST", "it is there already"},
    error_word{EACCES, "EACCES", "not permitted"},
    error_word{EPERM, "EPERM", "not permitted"},
    error_word{EINVAL, "EINVAL", "the call makes no sense here"},
    error_word{EADDRINUSE, "EADDRINUSE", "the address is taken"},
    error_word{EHOSTUNREACH, "EHOSTUNREACH", "no way leads there"},
    error_word{ENETUNREACH, "ENETUNREACH", "no way leads there"},
    error_word{ENOMEM, "ENOMEM", "no memory left"},
    error_word{ENOBUFS, "ENOBUFS", "no buffer left in the kernel"},
    error_word{ENOSPC, "ENOSPC", "no space left"},
    error_word{EIO, "EIO", "the device failed"},
    error_word{ENOTSOCK, "ENOTSOCK", "not a socket"},
    error_word{ENOSYS, "ENOSYS", "this kernel cannot do it"},
    error_word{EOPNOTSUPP, "EOPNOTSUPP", "it cannot do that"},
    error_word{EISCONN, "EISCONN", "it is connected already"},
};

const error_word* find(std::int64_t number) {
  for (const error_word& word : known) {
    if (word.number == number) {
      return &word;
    }
  }
  return nullptr;
}

}  // namespace

std::string errno_name(std::int64_t number) {
  const error_word* word = find(number);
  return word != nullptr ? std::string(word->name)
                         : fmt::format("error {}", number);
}

std::string_view errno_meaning(std::int64_t number) {
  const error_word* word = find(number);
  return word != nullptr ? word->meaning : std::string_view();
}

}  // namespace looplab::model
