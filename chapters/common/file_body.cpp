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
  auto room = begin_piece(out);
  ssize_t got;
  do {
    got = ::read(file_.get(), room.data(), room.size());
  } while (got < 0 && errno == EINTR);
  return end_piece(out, got);
}

std::span<char> file_body::begin_piece(std::string& out) {
  auto before = out.size();
  wanted_ = std::min(left_, PIECE);
  out.resize(before + wanted_);
  return {out.data() + before, wanted_};
}

bool file_body::end_piece(std::string& out, ssize_t got) {
  auto count = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  out.resize(out.size() - (wanted_ - count));
  left_ -= count;
  return got > 0 || wanted_ == 0;
}

}  // namespace looplab::common
