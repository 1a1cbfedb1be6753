// SPDX-License-Identifier: BSL-1.0
//
// One client's side of HTTP, without any input or output: bytes go in and
// requests come out, answers go in and bytes come out, and when something is
// due is a number that can be read. Who reads, writes and waits, and how, is
// the subject of the chapters; this is what is the same in all of them.
//
//   while (!talk.finished())
//     if      (!talk.outgoing().empty())  send it, then talk.sent(n, now)
//     else if (talk.next_request())       talk.answer(..., now)
//     else                                receive, then talk.received(...)
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "chapters/common/answer.hpp"
#include "chapters/common/clock.hpp"
#include "chapters/common/http_parser.hpp"
#include "chapters/common/limits.hpp"
#include "chapters/common/stats.hpp"

namespace looplab::common {

/// Thread safety: none; one thread at a time.
class conversation {
 public:
  /// `numbers` must outlive the conversation. `limit` is the client's.
  conversation(stats& numbers, milliseconds limit, time_point now);
  ~conversation();
  conversation(const conversation&) = delete;
  conversation& operator=(const conversation&) = delete;

  /// Bytes came from the client.
  void received(std::string_view bytes, time_point now);

  /// The client will send no more. What it asked for is still answered.
  void received_end();

  /// What recv() has returned, and left in `buffer`: bytes, 0 for the end, or
  /// -1 with errno, of which EAGAIN and EINTR mean "not now".
  void received(const char* buffer, ssize_t result, time_point now);

  /// The connection is broken: nothing more will reach the client.
  void broken();

  /// The first request that has no answer yet, or null. Requests that cannot
  /// be understood never come out here: they are refused inside.
  const request* next_request() const { return waiting_ ? &asked() : nullptr; }

  /// Answers next_request().
  void answer(common::answer what, time_point now);

  /// What the client should be sent next; empty when there is nothing.
  std::string_view outgoing() const {
    return filling_ ? std::string_view() : std::string_view(out_).substr(sent_);
  }

  /// The same, for a send that goes on after its call has returned: until
  /// sent() the bytes stay what and where they are, whatever is received
  /// meanwhile. Only answer() must wait for it.
  std::string_view sending() {
    sending_ = !outgoing().empty();
    return outgoing();
  }

  /// From now on files are not read in here, which may wait for the disk, but
  /// by whoever serves: file() says when.
  void leave_files() { reads_files_ = false; }

  /// The file whose next piece should be read now, or -1.
  int file() const { return piece_due_ && file_ ? file_->fd() : -1; }

  /// Where the piece belongs, and its size. Until file_read() the place stays
  /// where it is and outgoing() is empty. Requires: file() is not -1.
  std::span<char> begin_piece();

  /// What read() of it has returned: bytes, or -1.
  void file_read(ssize_t result);

  /// What send() of outgoing() has returned: bytes, or -1 with errno. False
  /// when the socket takes no more now (EAGAIN).
  bool sent(ssize_t result, time_point now);

  /// Whether reading on makes sense: no request waits for its answer, and the
  /// client takes its answers.
  bool wants_bytes() const {
    return !waiting_ && !finished_ && out_.size() - sent_ < MAX_UNSENT;
  }

  /// Whether our side of the stream is over although the client's is not: it
  /// was refused in the middle of a request. Shut the sending side then, and
  /// go on receiving, or the refusal is lost on its way (a close with unread
  /// bytes resets the connection).
  bool half_closed() const { return lingering_ && outgoing().empty(); }

  /// Nothing more to receive or to send: close the connection.
  bool finished() const { return finished_ && outgoing().empty() && !file_; }

  /// When expired() must be called, unless something happens before: NEVER
  /// while a request is being answered.
  time_point deadline() const { return deadline_; }

  /// If the deadline has come: the client is told, when it was in the middle
  /// of a request, or else dropped.
  void expired(time_point now);

  /// The server is leaving: no further request is read.
  void stop();

 private:
  const request& asked() const { return parser_.message(); }

  void parse(std::string_view bytes, std::size_t& used, time_point now);
  void parse_kept(time_point now);
  void refuse(unsigned status, time_point now);
  void count_sent(std::size_t count, time_point now);
  void refill();
  void take_piece(bool whole);
  void set_deadline(time_point now);

  stats* numbers_;
  milliseconds limit_;
  time_point deadline_;
  request_parser parser_;
  std::string in_;                   // received, not parsed; most often empty
  std::size_t parsed_ = 0;           // bytes of in_ that are done with
  std::string out_;                  // answers that are not sent
  std::size_t sent_ = 0;             // bytes of out_ that are done with
  std::unique_ptr<file_body> file_;  // the rest of the last answer in out_
  bool reads_files_ = true;
  bool piece_due_ = false;  // the caller should read from file_
  bool filling_ = false;    // ... and does, into the end of out_
  bool sending_ = false;    // out_ must stay as it is
  bool waiting_ = false;    // a request has come out and has no answer
  bool closing_ = false;    // no further request will come out
  bool end_ = false;        // the client has ended its side
  bool lingering_ = false;  // refused: what still comes is thrown away
  bool finished_ = false;   // over, once out_ and file_ are sent
};

}  // namespace looplab::common
