// SPDX-License-Identifier: BSL-1.0
//
// Operations go in, and come out done. One system call hands over all that were
// begun and sleeps until something is done; what is done is then read from
// memory. It refuses to run anybody: that is the loop's.
#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <span>

#include "chapters/07-completion/queues.hpp"
#include "chapters/07-completion/task.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {

using trace::descriptor_id;

/// Not thread-safe.
class ring {
 public:
  explicit ring(bool plain) : queues_(plain) { trace::name(fd(), "ring"); }

  // [begin]
  /// Done with a new descriptor, perhaps again and again: see under_way().
  void accept(operation& op) {
    auto* prepare = queues_.accepts_many() ? io_uring_prep_multishot_accept
                                           : io_uring_prep_accept;
    prepare(begin(op), op.fd(), nullptr, nullptr, SOCK_CLOEXEC);
  }

  /// Done with bytes, perhaps again and again.
  void receive(operation& op) {
    auto* entry = begin(op);
    if (queues_.receives_many()) {
      io_uring_prep_recv_multishot(entry, op.fd(), nullptr, 0, 0);
    } else {
      io_uring_prep_recv(entry, op.fd(), own_buffer(op), buffers::SIZE, 0);
    }
    if (queues_.buffers()) {
      entry->flags |= IOSQE_BUFFER_SELECT;
      entry->buf_group = buffers::GROUP;
    }
  }

  /// The bytes must stay where they are until it is done.
  void send(operation& op, std::string_view bytes) {
    io_uring_prep_send(begin(op, bytes.size()), op.fd(), bytes.data(),
                       bytes.size(), MSG_NOSIGNAL);
  }

  // [begin]

  /// From where the file stands, into a place that must stay.
  void read(operation& op, int file, std::span<char> into) {
    io_uring_prep_read(begin(op, into.size()), file, into.data(),
                       static_cast<unsigned>(into.size()), ~0UL);
  }

  void connect(operation& op, const sockaddr_in& where) {
    auto* address = reinterpret_cast<const sockaddr*>(&where);
    io_uring_prep_connect(begin(op), op.fd(), address, sizeof where);
  }

  /// Done when there is something to read, as epoll would say.
  void poll(operation& op) {
    io_uring_prep_poll_add(begin(op), op.fd(), POLLIN);
  }

  /// It is done soon, perhaps with what it was begun for.
  void cancel(operation& op) {
    if (op.under_way_ && !std::exchange(op.cancelled_, true)) {
      io_uring_prep_cancel(queues_.place(nullptr), &op, 0);
    }
  }

  /// Hands over what was begun, and sleeps until something is done or
  /// `deadline` has come.
  void submit_and_wait(common::time_point deadline, common::time_point now) {
    tell(trace::poll_phase::begin, common::milliseconds_until(deadline, now));
    auto count = queues_.submit_and_wait(deadline, now);
    tell(trace::poll_phase::end, count);
  }

  /// Calls `take(completion)` for each that is done: no system call.
  template <class Take>
  void drain(Take take) {
    unsigned head = 0;
    unsigned count = 0;
    io_uring_cqe* entry = nullptr;
    io_uring_for_each_cqe(queues_.get(), head, entry) {
      auto* op = static_cast<operation*>(io_uring_cqe_get_data(entry));
      bool other = entry->user_data == LIBURING_UDATA_TIMEOUT;
      if (op != nullptr && !other) {  // else of a cancel, or liburing's
        take(finish(*op, entry->res, entry->flags));
      }
      ++count;
    }
    io_uring_cq_advance(queues_.get(), count);
  }

  /// The bytes of a completion are no longer needed.
  void release(const completion& done) {
    if (done.buffer >= 0) {
      queues_.buffers().give_back(static_cast<unsigned>(done.buffer));
    }
  }

 private:
  int fd() { return queues_.get()->ring_fd; }

  char* own_buffer(operation& op) {
    if (!op.own_buffer_ && !queues_.buffers()) {
      op.own_buffer_ = std::make_unique<char[]>(buffers::SIZE);
    }
    return op.own_buffer_.get();
  }

  io_uring_sqe* begin(operation& op, std::size_t amount = 0) {
    op.begun();
    trace::start(op.id(), op.what_, descriptor_id(op.fd()),
                 static_cast<std::int64_t>(amount));
    return queues_.place(&op);
  }

  completion finish(operation& op, int result, unsigned flags) {
    op.done((flags & IORING_CQE_F_MORE) != 0);
    trace::done(op.id(), op.what_, result);
    auto size = static_cast<std::size_t>(std::max(result, 0));
    if ((flags & IORING_CQE_F_BUFFER) != 0) {
      auto number = flags >> IORING_CQE_BUFFER_SHIFT;
      std::string_view bytes(queues_.buffers().at(number), size);
      return {&op, result, bytes, static_cast<int>(number)};
    }
    return {&op, result, {op.own_buffer_.get(), op.own_buffer_ ? size : 0}};
  }

  void tell(trace::poll_phase phase, std::int64_t number) {
    trace::point(trace::event_kind::poll, static_cast<std::uint8_t>(phase), 0,
                 descriptor_id(fd()), 0, 0, number);
  }

  queues queues_;
};

}  // namespace looplab::chapter
