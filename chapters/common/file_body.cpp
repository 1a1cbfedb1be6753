// SPDX-License-Identifier: BSL-1.0
//
// Plain read() into the answer's buffer: what it costs is chapter 07's subject.
#include "chapters/common/file_body.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace looplab::common {
namespace {

constexpr std::size_t PIECE = 65536;

}  // namespace

file_body::file_body(descriptor file, std::size_t size)
    : file_(std::move(file)), left_(size) {}

bool file_body::append_piece(std::string& out) {
  auto before = out.size();
  auto want = std::min(left_, PIECE);
  out.resize(before + want);
  ssize_t got;
  do {
    got = ::read(file_.get(), out.data() + before, want);
  } while (got < 0 && errno == EINTR);
  out.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (got <= 0) {
    return want == 0;
  }
  left_ -= static_cast<std::size_t>(got);
  return true;
}

}  // namespace looplab::common
