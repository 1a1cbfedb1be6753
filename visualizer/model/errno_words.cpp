// SPDX-License-Identifier: BSL-1.0
//
// Error numbers by name, and what the common ones mean to a program that
// waits. In the model rather than from strerror: the recording may come from
// another machine, and its language is not ours.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>

#include "visualizer/model/said.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

struct error_name {
  int number;
  std::string_view name;
};

constexpr std::array error_names{
    error_name{EAGAIN, "EAGAIN"},
    error_name{EINTR, "EINTR"},
    error_name{EINPROGRESS, "EINPROGRESS"},
    error_name{EALREADY, "EALREADY"},
    error_name{ECONNREFUSED, "ECONNREFUSED"},
    error_name{ECONNRESET, "ECONNRESET"},
    error_name{ECONNABORTED, "ECONNABORTED"},
    error_name{EPIPE, "EPIPE"},
    error_name{ENOTCONN, "ENOTCONN"},
    error_name{ETIMEDOUT, "ETIMEDOUT"},
    error_name{ECANCELED, "ECANCELED"},
    error_name{EMFILE, "EMFILE"},
    error_name{ENFILE, "ENFILE"},
    error_name{EBADF, "EBADF"},
    error_name{EBUSY, "EBUSY"},
    error_name{EDEADLK, "EDEADLK"},
    error_name{ENOENT, "ENOENT"},
    error_name{EEXIST, "EEXIST"},
    error_name{EACCES, "EACCES"},
    error_name{EPERM, "EPERM"},
    error_name{EINVAL, "EINVAL"},
    error_name{EADDRINUSE, "EADDRINUSE"},
    error_name{EHOSTUNREACH, "EHOSTUNREACH"},
    error_name{ENETUNREACH, "ENETUNREACH"},
    error_name{ENOMEM, "ENOMEM"},
    error_name{ENOBUFS, "ENOBUFS"},
    error_name{ENOSPC, "ENOSPC"},
    error_name{EIO, "EIO"},
    error_name{ENOTSOCK, "ENOTSOCK"},
    error_name{ENOSYS, "ENOSYS"},
    error_name{EOPNOTSUPP, "EOPNOTSUPP"},
    error_name{EISCONN, "EISCONN"},
};

}  // namespace

std::string errno_name(std::int64_t number) {
  const auto* const word =
      std::ranges::find(error_names, number, &error_name::number);
  return word != error_names.end()
             ? std::string(word->name)
             : fmt::format(said::errors::numbered, number);
}

std::string_view errno_meaning(std::int64_t number) {
  const auto& all = said::errors::meanings;
  const auto* const found =
      std::ranges::find(all, number, &said::errors::meaning::number);
  return found != std::end(all) ? found->words : std::string_view();
}

}  // namespace looplab::model
