// SPDX-License-Identifier: BSL-1.0
//
// The states of a conversation, and the one deadline of each. The usual path, a
// whole request in one piece, copies nothing and asks for no memory.
#include "chapters/common/conversation.hpp"

#include <cerrno>
#include <utility>

namespace looplab::common {
namespace {

// How long a refused client may go on talking before it is cut off.
constexpr milliseconds LINGER{1000};

// What an idle connection may keep of its buffers: memory is what limits how
// many clients may be idle at once.
constexpr std::size_t KEEP_IN = 1024;
constexpr std::size_t KEEP_OUT = 4096;

void clear_and_shrink(std::string& buffer, std::size_t keep) {
  if (buffer.capacity() > keep) {
    std::string().swap(buffer);
  } else {
    buffer.clear();
  }
}

}  // namespace

conversation::conversation(stats& numbers, milliseconds limit, time_point now)
    : numbers_(&numbers), limit_(limit), deadline_(after(now, limit)) {}

conversation::~conversation() {
  if (waiting_) {
    stats::add(numbers_->in_flight, -1);
  }
}

void conversation::received(std::string_view bytes, time_point now) {
  stats::add(numbers_->bytes_copied, static_cast<std::int64_t>(bytes.size()));
  if (closing_ || bytes.empty()) {
    return;
  }
  if (parser_.state() == reading::nothing && in_.empty()) {
    set_deadline(now);
  }
  if (in_.empty()) {
    // The usual case: a whole request in one piece, which is never copied.
    std::size_t used = 0;
    parse(bytes, used, now);
    if (!closing_ && used < bytes.size()) {
      in_ = bytes.substr(used);
    }
  } else {
    in_ += bytes;
    parse_kept(now);
  }
}

void conversation::received_end() {
  end_ = true;
  if (!waiting_ && !file_) {
    finished_ = closing_ = true;
  }
}

void conversation::received(const char* buffer, ssize_t result,
                            time_point now) {
  if (result > 0) {
    received({buffer, static_cast<std::size_t>(result)}, now);
  } else if (result == 0) {
    received_end();
  } else if (errno != EAGAIN && errno != EINTR) {
    broken();
  }
}

void conversation::parse_kept(time_point now) {
  if (!in_.empty() && !closing_) {
    parse(std::string_view(in_).substr(parsed_), parsed_, now);
    if (parsed_ == in_.size()) {
      parsed_ = 0;
      clear_and_shrink(in_, KEEP_IN);
    }
  }
  if (end_ && !waiting_) {
    finished_ = closing_ = true;
  }
}

void conversation::parse(std::string_view bytes, std::size_t& used,
                         time_point now) {
  if (waiting_ || file_ || sending_ || outgoing().size() >= MAX_UNSENT) {
    return;
  }
  used += parser_.put(bytes);
  if (parser_.state() == reading::whole) {
    waiting_ = true;
    closing_ = !asked().keep_alive;
    stats::add(numbers_->in_flight, 1);
    set_deadline(now);
  } else if (parser_.state() == reading::refused) {
    refuse(parser_.status(), now);
  } else if (parser_.take_expectation()) {
    out_ += "HTTP/1.1 100 Continue\r\n\r\n";
  }
}

void conversation::answer(common::answer what, time_point now) {
  waiting_ = false;
  stats::add(numbers_->in_flight, -1);
  bool head_only = asked().method == method::head;
  append_answer(out_, what, head_only, asked().http_1_0, !closing_);
  if (!head_only) {
    file_ = std::move(what.file);
    refill();
  }
  if (what.close) {
    closing_ = true;
  }
  if (closing_) {
    finished_ = true;
  } else {
    parser_.reset();
    parse_kept(now);
  }
  set_deadline(now);
}

void conversation::refuse(unsigned status, time_point now) {
  auto what = refusal(status);
  what.close = true;
  append_answer(out_, what, false, false, false);
  closing_ = true;
  // Who timed out sends nothing that could meet a closed socket.
  lingering_ = !end_ && status != 408;
  finished_ = !lingering_;
  set_deadline(now);
}

void conversation::refill() {
  if (file_ && reads_files_) {
    take_piece(file_->append_piece(out_));
  } else {
    piece_due_ = file_ != nullptr;
  }
}

void conversation::take_piece(bool whole) {
  if (!whole) {
    // The promised length cannot be kept; only closing says so.
    file_.reset();
    finished_ = closing_ = true;
  } else if (file_->left() == 0) {
    file_.reset();
  }
}

std::span<char> conversation::begin_piece() {
  piece_due_ = false;
  filling_ = true;
  return file_->begin_piece(out_);
}

void conversation::file_read(ssize_t result) {
  filling_ = false;
  if (file_) {  // else it was given up meanwhile
    take_piece(file_->end_piece(out_, result));
  }
}

bool conversation::sent(ssize_t result, time_point now) {
  sending_ = false;
  if (result >= 0) {
    count_sent(static_cast<std::size_t>(result), now);
  } else if (errno == EAGAIN) {
    return false;
  } else if (errno != EINTR) {
    broken();
  }
  return true;
}

void conversation::count_sent(std::size_t count, time_point now) {
  stats::add(numbers_->bytes_copied, static_cast<std::int64_t>(count));
  sent_ += count;
  if (sent_ < out_.size()) {
    return;
  }
  sent_ = 0;
  clear_and_shrink(out_, file_ ? out_.capacity() : KEEP_OUT);
  refill();
  if (!waiting_) {
    parse_kept(now);
    set_deadline(now);
  }
}

void conversation::expired(time_point now) {
  if (now < deadline_) {
    return;
  }
  bool halfway = parser_.state() == reading::partly || !in_.empty();
  if (!halfway || lingering_ || file_ || !outgoing().empty()) {
    broken();
  } else {
    refuse(408, now);
  }
}

void conversation::broken() {
  out_.clear();
  sent_ = 0;
  file_.reset();
  finished_ = closing_ = true;
}

void conversation::stop() {
  closing_ = true;
  if (!waiting_) {
    finished_ = true;
  }
}

void conversation::set_deadline(time_point now) {
  if (waiting_) {
    deadline_ = NEVER;
  } else if (half_closed()) {
    deadline_ = now + LINGER;
  } else {
    deadline_ = after(now, limit_);
  }
}

}  // namespace looplab::common
