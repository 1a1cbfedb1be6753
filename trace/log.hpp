// SPDX-License-Identifier: BSL-1.0
//
// What was read: the events of one or several processes in one order, with the
// words, places and samples they refer to. It only grows. A live session and a
// recording on disk both fill one, and everything that shows or exports a run
// reads nothing else. How much of it lies in memory is entry_list.hpp's matter.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "trace/entry_list.hpp"
#include "trace/vocabulary.hpp"

namespace looplab::trace {

/// One place in a program: the innermost frame in user code first, then the
/// frames it was inlined into or called from, as far as they are known.
struct frame_line {
  std::string file;  ///< as the debug information names it; empty = not known
  std::string function;
  std::uint32_t line = 0;
};

struct place {
  std::uint16_t process = 0;
  std::uint64_t address =
      0;                  ///< return address, 0 if recorded by file and line
  bool resolved = false;  ///< `frames` is as good as it will get
  std::vector<frame_line> frames;
};

/// A file of machine code and where a process had it: what the addresses of
/// places mean, told so that nobody ever looks them up in a file that was built
/// since. Only files that some place lies in are listed.
struct code_file {
  std::uint16_t process = 0;
  std::uint64_t begin = 0, end = 0;  ///< addresses [begin, end)
  std::uint64_t offset = 0;          ///< of `begin` in the file
  std::string path;
  std::string build_id;  ///< hexadecimal; "" if the linker gave it none

  bool operator==(const code_file&) const = default;
};

struct process_info {
  std::uint32_t pid = 0;
  std::string name;     ///< comm
  std::string command;  ///< its arguments, joined by a space
  std::string clock;    ///< "tsc" or "monotonic"
  bool live = false;    ///< still writing
  /// Events overwritten before they were read, and those that cut in on
  /// another one of their thread.
  std::uint64_t lost = 0;
  std::uint64_t unrecorded = 0;  ///< events of threads without a ring
};

/// What /proc said at one moment; an instrument's reading, not an event of the
/// program, and therefore kept apart but on the same time axis.
struct thread_sample {
  std::uint32_t tid = 0;
  char state = '?';   ///< R, S, D, T ...
  std::string wchan;  ///< kernel function it sleeps in, "" if it runs
  std::uint64_t voluntary = 0, involuntary = 0;  ///< context switches so far
  std::string comm;
  /// How long it was ready so far while the kernel ran something else; -1: not
  /// known.
  std::int64_t delay_ns = -1;

  bool operator==(const thread_sample&) const = default;
};

struct watch_sample {  ///< one row of an epoll descriptor's interest list
  int epoll_fd = -1;
  int fd = -1;
  std::uint32_t events = 0;
  std::uint64_t token = 0;

  bool operator==(const watch_sample&) const = default;
};

struct socket_sample {
  int fd = -1;
  std::string what;  ///< "tcp 127.0.0.1:4711 - 127.0.0.1:40000", "pipe", ...
  std::uint32_t unread = 0, unsent = 0;  ///< bytes in the kernel's buffers

  bool operator==(const socket_sample&) const = default;
};

struct sample {
  std::int64_t t_ns = 0;
  std::size_t after = 0;  ///< how many entries the log had when it was taken
  std::uint16_t process = 0;
  std::vector<thread_sample> threads;
  std::vector<watch_sample> watches;
  std::vector<socket_sample> sockets;
};

/// Source text kept with a recording so that a replay after an edit shows what
/// ran.
struct source_file {
  std::string path;
  std::vector<std::string> lines;
};

/// Thread safety: none; one thread fills and reads it.
class log {
 public:
  log();
  log(log&&) = default;
  log& operator=(log&&) = default;

  void append(const entry& e) { entries_.append(e); }

  /// How many entries there ever were.
  std::size_t size() const { return entries_.size(); }

  /// By value, because what is looked at may be on disk. Entries older than
  /// oldest() are empty gaps, but for the first of all.
  entry operator[](std::size_t i) const { return entries_[i]; }

  /// The first entry that can be looked at: 0 unless the log is a window.
  std::size_t oldest() const { return entries_.oldest(); }

  /// The list itself, for whoever bounds its memory or writes it to disk.
  entry_list& entries() { return entries_; }

  const entry_list& entries() const { return entries_; }

  std::uint32_t add_text(std::string_view text);
  std::string_view text(std::uint32_t index) const;  ///< "" when not known

  std::size_t texts() const { return texts_.size(); }

  std::uint32_t add_place(place p);
  const place& at(std::uint32_t index) const;  ///< an empty place when unknown

  place& place_to_resolve(std::uint32_t index) { return places_[index]; }

  std::size_t places() const { return places_.size(); }

  void add_code_file(code_file f) { code_files_.push_back(std::move(f)); }

  const std::vector<code_file>& code_files() const { return code_files_; }

  std::uint16_t add_process(process_info p);

  const std::vector<process_info>& processes() const { return processes_; }

  process_info& process(std::uint16_t index) { return processes_[index]; }

  void add_sample(sample s);

  /// A sample of a recording, which knows what it came after.
  void restore_sample(sample s);

  /// The newest ones; all of them unless somebody let go of the others.
  const std::vector<sample>& samples() const { return samples_; }

  /// How many there were before those.
  std::size_t samples_gone() const { return samples_gone_; }

  std::size_t samples_ever() const { return samples_gone_ + samples_.size(); }

  /// Lets go of the oldest samples, so that about `rows` rows of them stay.
  void let_go_of_samples(std::size_t rows);

  sample& sample_to_complete(std::size_t index) { return samples_[index]; }

  void add_source(source_file s) { sources_.push_back(std::move(s)); }

  const std::vector<source_file>& sources() const { return sources_; }

  const source_file* source(std::string_view path) const;

  /// Captions of a lesson, each shown from the entry it stands after.
  struct caption {
    std::size_t after = 0;
    std::string text;
  };

  void add_caption(caption c) { captions_.push_back(std::move(c)); }

  const std::vector<caption>& captions() const { return captions_; }

  std::uint64_t lost() const;  ///< over all processes

 private:
  entry_list entries_;
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> text_index_;
  std::vector<place> places_;
  std::vector<code_file> code_files_;
  std::vector<process_info> processes_;
  std::vector<sample> samples_;
  std::size_t samples_gone_ = 0;
  std::size_t sample_rows_ = 0;  ///< of those that are still there
  std::vector<source_file> sources_;
  std::vector<caption> captions_;
};

}  // namespace looplab::trace
