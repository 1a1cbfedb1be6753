// SPDX-License-Identifier: BSL-1.0
//
// Samples of /proc as bytes of a recording, both ways.
#include <utility>

#include "trace/detail/chunks.hpp"

namespace looplab::trace::detail {

namespace {

void write_threads(const sample& from, byte_sink& to) {
  to.rows(from.threads, 0, [&](const thread_sample& t) {
    to.number(t.tid);
    to.number(t.state);
    to.text(t.wchan);
    to.number(t.voluntary);
    to.number(t.involuntary);
    to.text(t.comm);
  });
}

void read_threads(byte_source& from, sample& to) {
  from.rows(29, [&](std::uint32_t) {
    thread_sample t;
    t.tid = from.number<std::uint32_t>();
    t.state = from.number<char>();
    t.wchan = from.text();
    t.voluntary = from.number<std::uint64_t>();
    t.involuntary = from.number<std::uint64_t>();
    t.comm = from.text();
    to.threads.push_back(std::move(t));
  });
}

void write_watches(const sample& from, byte_sink& to) {
  to.rows(from.watches, 0, [&](const watch_sample& w) {
    to.number(w.epoll_fd);
    to.number(w.fd);
    to.number(w.events);
    to.number(w.token);
  });
}

void read_watches(byte_source& from, sample& to) {
  from.rows(20, [&](std::uint32_t) {
    watch_sample w;
    w.epoll_fd = from.number<int>();
    w.fd = from.number<int>();
    w.events = from.number<std::uint32_t>();
    w.token = from.number<std::uint64_t>();
    to.watches.push_back(w);
  });
}

void write_sockets(const sample& from, byte_sink& to) {
  to.rows(from.sockets, 0, [&](const socket_sample& s) {
    to.number(s.fd);
    to.text(s.what);
    to.number(s.unread);
    to.number(s.unsent);
  });
}

void read_sockets(byte_source& from, sample& to) {
  from.rows(16, [&](std::uint32_t) {
    socket_sample s;
    s.fd = from.number<int>();
    s.what = from.text();
    s.unread = from.number<std::uint32_t>();
    s.unsent = from.number<std::uint32_t>();
    to.sockets.push_back(std::move(s));
  });
}

}  // namespace

void write_sample_rows(const sample& from, byte_sink& to) {
  to.number(from.t_ns);
  to.number(static_cast<std::uint64_t>(from.after));
  to.number(from.process);
  write_threads(from, to);
  write_watches(from, to);
  write_sockets(from, to);
}

void read_sample_rows(byte_source& from, sample& to) {
  to.t_ns = from.number<std::int64_t>();
  to.after = from.number<std::uint64_t>();
  to.process = from.number<std::uint16_t>();
  read_threads(from, to);
  read_watches(from, to);
  read_sockets(from, to);
}

// A chunk of its own: readers of 1.0 and 1.1 know the rows above as they are.
void write_delays(const log& from, std::size_t first, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(first));
  to.rows(from.samples(), first - from.samples_gone(), [&](const sample& s) {
    to.rows(s.threads, 0,
            [&](const thread_sample& t) { to.number(t.delay_ns); });
  });
}

void read_delays(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  from.rows(4, [&](std::uint32_t i) {
    const std::size_t index = std::size_t{first} + i;
    const std::size_t threads =
        index < to.samples().size() ? to.samples()[index].threads.size() : 0;
    std::size_t row = 0;
    from.rows(8, [&](std::uint32_t) {
      const auto delay = from.number<std::int64_t>();
      if (row < threads) {
        to.sample_to_complete(index).threads[row].delay_ns = delay;
      }
      ++row;
    });
    if (row != threads) {
      from.refuse("a delay belongs to a thread that is not there");
    }
  });
}

}  // namespace looplab::trace::detail
